package dev.weir.storage.folder;

import dev.weir.storage.ObjectKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Where things are under the root of a folder store: an object is the file of its key; {@code
 * .weir-store/tmp} holds objects in the making, on the same disk so that a rename publishes them;
 * {@code .weir-store/locks} holds lock files. Immutable.
 *
 * @param root the real path of the store's folder
 */
record FolderLayout(Path root) {

  Path temporaryFolder() {
    return root.resolve(ObjectKeys.RESERVED_LEVEL).resolve("tmp");
  }

  Path lockFolder() {
    return root.resolve(ObjectKeys.RESERVED_LEVEL).resolve("locks");
  }

  /**
   * The file of a key, which need not exist.
   *
   * @throws IllegalArgumentException when it is not a key
   * @throws IOException when a symbolic link is on the way
   */
  Path fileOf(String key) throws IOException {
    Path file = resolve(key);
    requireNoLink(key, file.getParent());
    return file;
  }

  /** What is known of the object's file; empty when there is none, or no regular file. */
  Optional<BasicFileAttributes> attributesOf(Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() ? Optional.of(attributes) : Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException expected) {
      return Optional.empty();
    } catch (IOException failure) {
      // ENOTDIR has no exception of its own here: a file where the key wants a folder.
      if (!Files.isDirectory(file.getParent())) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private Path resolve(String key) {
    try {
      return root.resolve(ObjectKeys.require(key));
    } catch (InvalidPathException unmappable) {
      throw new IllegalArgumentException(
          "object key '"
              + key
              + "' cannot be a file name in the encoding "
              + System.getProperty("sun.jnu.encoding")
              + "; start with LC_ALL=C.UTF-8",
          unmappable);
    }
  }

  /**
   * A link that somebody put under the root must not lead reads or writes out of it, and an object
   * must not have two keys. What is changed between this check and the access is not seen: the
   * folder is trusted to belong to Weir.
   */
  private void requireNoLink(String key, Path folder) throws IOException {
    Path existing = folder;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = existing.getParent();
    }
    if (!existing.equals(root) && !isReal(existing)) {
      throw new IOException("object " + key + " is behind a symbolic link under " + root);
    }
  }

  private static boolean isReal(Path existing) throws IOException {
    try {
      return existing.toRealPath().equals(existing);
    } catch (NoSuchFileException removed) {
      return true; // a folder that was emptied meanwhile; it led nowhere
    }
  }
}
