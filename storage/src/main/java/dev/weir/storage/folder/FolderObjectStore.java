package dev.weir.storage.folder;

import dev.weir.storage.DiskFullException;
import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectKeys;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PreconditionFailedException;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An object store in a folder: each object is the file of its key, so that other programs read the
 * same bytes. A put writes a temporary file, syncs it, renames it and syncs the folder, under a
 * lock that holds across processes; a reader sees the old object or the new one, never a part. Two
 * processes may share a folder on a local disk. Thread-safe.
 */
public final class FolderObjectStore implements ObjectStore {
  /** How long a temporary file is left alone before a start removes it. */
  public static final Duration TEMPORARY_AGE = Duration.ofHours(6);

  private static final String SCHEME = "file://";

  /** How often a put makes the folders again that a delete on the same path removed as empty. */
  private static final int PUBLISH_ATTEMPTS_MAX = 100;

  /** Free space below which a failed write is taken for a full disk, whatever its message says. */
  private static final long FREE_BYTES_MIN = 64 * 1024;

  private final FolderLayout layout;
  private final FolderLocks locks;
  private final FolderEtags etags = new FolderEtags();

  private FolderObjectStore(FolderLayout layout) {
    this.layout = layout;
    this.locks = new FolderLocks(layout.lockFolder());
  }

  /**
   * The store in {@code root}, which is made when it is not there.
   *
   * @throws IOException when the folder cannot be made or written
   */
  public static FolderObjectStore open(Path root) throws IOException {
    return open(root, TEMPORARY_AGE);
  }

  /** As {@link #open(Path)} with another safety age for temporary files. */
  public static FolderObjectStore open(Path root, Duration temporaryAge) throws IOException {
    Files.createDirectories(root);
    FolderLayout layout = new FolderLayout(root.toRealPath());
    Files.createDirectories(layout.lockFolder());
    Files.createDirectories(layout.temporaryFolder());
    TemporarySweep.sweep(layout.temporaryFolder(), temporaryAge);
    return new FolderObjectStore(layout);
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    return infoOf(key, layout.fileOf(key));
  }

  @Override
  public byte[] readRange(String key, long offset, int length) throws IOException {
    ObjectKeys.requireRange(offset, length);
    try (FileChannel channel = openChannel(key)) {
      int available = (int) Math.clamp(channel.size() - offset, 0, length);
      ByteBuffer bytes = ByteBuffer.allocate(available);
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
        // A read may return less than was asked for.
      }
      return bytes.array();
    }
  }

  @Override
  public InputStream open(String key, long offset) throws IOException {
    ObjectKeys.requireRange(offset, 0);
    return Channels.newInputStream(openChannel(key).position(offset));
  }

  @Override
  public ObjectInfo put(String key, byte[] content, PutCondition condition) throws IOException {
    try (Upload upload = create(key, condition)) {
      upload.write(content);
      upload.close();
      return upload.info();
    }
  }

  @Override
  public ObjectInfo putFile(String key, Path source, PutCondition condition) throws IOException {
    layout.fileOf(key);
    Path temporary = newTemporaryFile();
    try {
      Files.copy(source, temporary);
      return publish(key, temporary, condition);
    } catch (IOException failure) {
      throw explain(key, Files.size(source), failure);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public ObjectInfo moveFile(String key, Path source, PutCondition condition) throws IOException {
    layout.fileOf(key);
    if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(source.toString());
    }
    try {
      return publish(key, source, condition);
    } catch (AtomicMoveNotSupportedException otherDisk) {
      ObjectInfo info = putFile(key, source, condition);
      Files.deleteIfExists(source);
      return info;
    } catch (IOException failure) {
      throw explain(key, 0, failure);
    }
  }

  @Override
  public Upload create(String key, PutCondition condition) throws IOException {
    layout.fileOf(key);
    try {
      return new FolderUpload(this, key, condition, newTemporaryFile());
    } catch (IOException failure) {
      throw explain(key, 0, failure);
    }
  }

  @Override
  public List<ObjectInfo> list(String prefix, String startAfter, int limit) throws IOException {
    ObjectKeys.requirePage(prefix, limit);
    List<ObjectInfo> page = new ArrayList<>();
    String behind = startAfter;
    while (page.size() < limit) {
      int wanted = limit - page.size();
      List<String> keys = new FolderListing(layout.root(), prefix, behind, wanted).keys();
      for (String key : keys) {
        infoOf(key, layout.root().resolve(key)).ifPresent(page::add);
      }
      // An object deleted since its name was read leaves a gap; a short page would say "no more".
      if (keys.size() < wanted) {
        break;
      }
      behind = keys.getLast();
    }
    return page;
  }

  @Override
  public void delete(Collection<String> keys) throws IOException {
    IOException first = null;
    for (String key : keys) {
      ObjectKeys.require(key);
    }
    for (String key : keys) {
      try {
        deleteOne(key);
      } catch (IOException failure) {
        first = first == null ? failure : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public String locationOf(String key) {
    return SCHEME + layout.root().resolve(ObjectKeys.require(key));
  }

  @Override
  public String keyOf(String location) {
    String path = FolderLocations.pathOf(location);
    String root = layout.root().toString();
    String base = root.endsWith("/") ? root : root + "/";
    if (path == null || !path.startsWith(base)) {
      throw new IllegalArgumentException(
          "location " + location + " is outside the store " + SCHEME + base);
    }
    return ObjectKeys.require(path.substring(base.length()));
  }

  @Override
  public Optional<Path> localPath(String key) {
    try {
      Path file = layout.fileOf(key);
      return layout.attributesOf(file).map(ignored -> file);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    // Nothing is kept open between calls.
  }

  @Override
  public String toString() {
    return SCHEME + layout.root();
  }

  /** Makes {@code source}, a complete file on the same disk, the object of {@code key}. */
  ObjectInfo publish(String key, Path source, PutCondition condition) throws IOException {
    Path target = layout.fileOf(key);
    etags.stamp(source);
    Durability.syncFile(source);
    ObjectInfo info =
        locks.withLock(
            key,
            () -> {
              requireCondition(key, target, condition);
              rename(key, source, target);
              return infoOf(key, target).orElseThrow(() -> new NoSuchFileException(key));
            });
    syncParent(target);
    return info;
  }

  /** {@code failure}, as a full disk where it is one. */
  IOException explain(String key, long bytes, IOException failure) {
    if (failure instanceof DiskFullException || failure instanceof PreconditionFailedException) {
      return failure;
    }
    try {
      long free = Files.getFileStore(layout.root()).getUsableSpace();
      if (free < Math.max(bytes, FREE_BYTES_MIN) || OperatingSystemErrors.isNoSpace(failure)) {
        return new DiskFullException("no space left on the disk for object " + key, failure);
      }
    } catch (IOException unknown) {
      failure.addSuppressed(unknown);
    }
    return failure;
  }

  private void requireCondition(String key, Path target, PutCondition condition)
      throws IOException {
    Optional<ObjectInfo> present =
        condition.kind() == PutCondition.Kind.NONE ? Optional.empty() : infoOf(key, target);
    boolean holds =
        switch (condition.kind()) {
          case NONE -> true;
          case IF_ABSENT -> present.isEmpty();
          case IF_MATCH -> present.isPresent() && present.get().etag().equals(condition.etag());
        };
    if (!holds) {
      throw new PreconditionFailedException(key, condition);
    }
  }

  private void rename(String key, Path source, Path target) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Durability.createFolders(layout.root(), target.getParent());
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
          throw new FileSystemException(
              target.toString(), null, "key " + key + " is the folder of other objects");
        }
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (NoSuchFileException removed) {
        if (attempt == PUBLISH_ATTEMPTS_MAX || !Files.exists(source)) {
          throw removed;
        }
      }
    }
  }

  private void syncParent(Path target) throws IOException {
    try {
      Durability.syncFolder(target.getParent());
    } catch (NoSuchFileException removed) {
      // Deleted again by somebody else, with its folder: there is nothing to make durable.
      return;
    }
  }

  private void deleteOne(String key) throws IOException {
    Path file = layout.fileOf(key);
    if (layout.attributesOf(file).isEmpty()) {
      return;
    }
    locks.withLock(key, () -> Files.deleteIfExists(file));
    removeEmptyFolders(file.getParent());
  }

  private void removeEmptyFolders(@Nullable Path folder) throws IOException {
    Path current = folder;
    while (current != null && !current.equals(layout.root())) {
      try {
        Files.delete(current);
      } catch (DirectoryNotEmptyException | NoSuchFileException expected) {
        break;
      }
      current = current.getParent();
    }
    for (Path kept = current; kept != null; kept = kept.getParent()) {
      if (Files.isDirectory(kept)) {
        Durability.syncFolder(kept);
        return;
      }
    }
  }

  private Optional<ObjectInfo> infoOf(String key, Path file) throws IOException {
    return layout
        .attributesOf(file)
        .map(
            attributes ->
                new ObjectInfo(
                    key,
                    attributes.size(),
                    etags.of(attributes),
                    attributes.lastModifiedTime().toMillis()));
  }

  private FileChannel openChannel(String key) throws IOException {
    Path file = layout.fileOf(key);
    if (layout.attributesOf(file).isEmpty()) {
      throw new NoSuchFileException(key);
    }
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  private Path newTemporaryFile() {
    return layout.temporaryFolder().resolve(UUID.randomUUID() + ".tmp");
  }
}
