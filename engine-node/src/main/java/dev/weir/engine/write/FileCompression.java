package dev.weir.engine.write;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a file of text is compressed, by its first bytes: one that was sent is kept under another
 * name than its own, which says nothing. Stateless.
 */
final class FileCompression {
  private static final int GZIP = 0x1f8b;
  private static final int ZSTD = 0x28b52ffd;

  private FileCompression() {}

  /** A word of the SQL engine: {@code gzip}, {@code zstd} or {@code none}. */
  static String of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      int first = 0;
      for (byte one : in.readNBytes(Integer.BYTES)) {
        first = first << Byte.SIZE | Byte.toUnsignedInt(one);
      }
      if (first == ZSTD) {
        return "zstd";
      }
      return first >>> Short.SIZE == GZIP ? "gzip" : "none";
    } catch (IOException failure) {
      throw SqlFailures.of(failure);
    }
  }
}
