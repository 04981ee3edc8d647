package dev.weir.engine.duck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders whose content no start expects to find. */
public final class ScratchFolder {
  private ScratchFolder() {}

  /** Makes the folder, or deletes everything in it. */
  public static void wipe(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          if (!file.equals(folder)) {
            Files.delete(file);
          }
        }
      }
    }
    Files.createDirectories(folder);
  }
}
