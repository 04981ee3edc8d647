package dev.weir.e2e.cluster.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that are packed with this package. */
final class Scripts {
  private Scripts() {}

  static String read(String name) {
    try (InputStream file = Scripts.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a script where bash can read it. */
  static Path unpack(String name, Path folder) {
    try {
      return Files.writeString(folder.resolve(name), read(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
