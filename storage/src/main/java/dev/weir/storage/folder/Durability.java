package dev.weir.storage.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What makes a change to a file system outlive a power cut. Stateless. */
final class Durability {
  private Durability() {}

  /** Waits until the bytes of a file are on the disk. */
  static void syncFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Waits until the names in a folder are on the disk. */
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Makes a folder below {@code root} with its parents, each of them durable. */
  static void createFolders(Path root, Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    for (Path level = folder.getParent();
        level != null && level.startsWith(root);
        level = level.getParent()) {
      syncFolder(level);
    }
  }
}
