package dev.weir.storage.folder;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectKeys;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  private final FolderLayout layout;
  private final FolderLocks locks;
  private final FolderPublisher publisher;

  private FolderObjectStore(FolderLayout layout) {
    this.layout = layout;
    this.locks = new FolderLocks(layout.lockFolder());
    this.publisher = new FolderPublisher(layout, locks);
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
    return publisher.infoOf(key, layout.fileOf(key));
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
      return publisher.publish(key, temporary, condition);
    } catch (IOException failure) {
      throw publisher.explain(key, Files.size(source), failure);
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
      return publisher.publish(key, source, condition);
    } catch (AtomicMoveNotSupportedException otherDisk) {
      ObjectInfo info = putFile(key, source, condition);
      Files.deleteIfExists(source);
      return info;
    } catch (IOException failure) {
      throw publisher.explain(key, 0, failure);
    }
  }

  @Override
  public Upload create(String key, PutCondition condition) throws IOException {
    layout.fileOf(key);
    try {
      return new FolderUpload(publisher, key, condition, newTemporaryFile());
    } catch (IOException failure) {
      throw publisher.explain(key, 0, failure);
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
        publisher.infoOf(key, layout.root().resolve(key)).ifPresent(page::add);
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
