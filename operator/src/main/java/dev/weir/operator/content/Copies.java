package dev.weir.operator.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies of what somebody else sends. */
final class Copies {
  private static final int BUFFER = 1 << 16;

  private Copies() {}

  /**
   * Writes a file, and no more than {@code max} bytes.
   *
   * @throws IOException when there is more
   */
  static void bounded(InputStream from, Path file, long max) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    try (OutputStream to = Files.newOutputStream(file)) {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        total += read;
        if (total > max) {
          throw new IOException("it is larger than " + max + " bytes");
        }
        to.write(buffer, 0, read);
      }
    }
  }
}
