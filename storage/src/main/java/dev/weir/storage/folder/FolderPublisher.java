package dev.weir.storage.folder;

import dev.weir.storage.DiskFullException;
import dev.weir.storage.ObjectInfo;
import dev.weir.storage.PreconditionFailedException;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Makes complete files the objects of a folder store, each in one step. Thread-safe. */
final class FolderPublisher {
  /** How often a put makes the folders again that a delete on the same path removed as empty. */
  private static final int PUBLISH_ATTEMPTS_MAX = 100;

  /** Free space below which a failed write is taken for a full disk, whatever its message says. */
  private static final long FREE_BYTES_MIN = 64 * 1024;

  private final FolderLayout layout;
  private final FolderLocks locks;
  private final FolderEtags etags = new FolderEtags();

  FolderPublisher(FolderLayout layout, FolderLocks locks) {
    this.layout = layout;
    this.locks = locks;
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

  /** What is known of the object in {@code file}; empty when there is none. */
  Optional<ObjectInfo> infoOf(String key, Path file) throws IOException {
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
}
