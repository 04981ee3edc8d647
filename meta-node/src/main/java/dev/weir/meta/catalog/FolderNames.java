package dev.weir.meta.catalog;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Names as folder names that every object store and file system takes: letters, digits, dash and
 * underscore stay, any other byte becomes {@code ~} and two hexadecimal digits. Long names are cut:
 * the suffix of a table's folder keeps folders apart. Pure.
 */
final class FolderNames {
  private static final int LENGTH_MAX = 100;
  private static final HexFormat HEX = HexFormat.of();

  private FolderNames() {}

  static String of(String name) {
    StringBuilder folder = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (folder.length() >= LENGTH_MAX) {
        break;
      }
      if (isPlain(b)) {
        folder.append((char) b);
      } else {
        folder.append('~').append(HEX.toHexDigits(b));
      }
    }
    return folder.toString();
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_';
  }
}
