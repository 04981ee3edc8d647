package dev.weir.local.cli;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that {@code -f PATH} names. */
final class YamlFiles {
  private YamlFiles() {}

  /** The file itself, or every YAML and JSON file directly in the folder, sorted by name. */
  static List<Path> under(Path path) {
    try {
      if (Files.isRegularFile(path)) {
        return List.of(path);
      }
      if (Files.isDirectory(path)) {
        try (Stream<Path> entries = Files.list(path)) {
          List<Path> files = entries.filter(YamlFiles::isResourceFile).sorted().toList();
          if (!files.isEmpty()) {
            return files;
          }
        }
        throw new WeirException(
            ErrorCode.BAD_REQUEST,
            "The folder " + path + " holds no .yaml, .yml or .json file.",
            "Name a file, or the folder that holds them (subfolders are not searched).");
      }
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "There is no file or folder " + path + ".",
          "Check the path after -f.");
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST, "Cannot read " + path + ": " + e.getMessage(), null, e);
    }
  }

  private static boolean isResourceFile(Path file) {
    return Files.isRegularFile(file) && file.getFileName().toString().matches(".+\\.(ya?ml|json)");
  }
}
