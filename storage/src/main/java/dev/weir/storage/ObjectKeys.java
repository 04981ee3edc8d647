package dev.weir.storage;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The grammar of object keys and their order, the same for every store: a key that a folder takes
 * is one that a bucket takes. Pure.
 */
public final class ObjectKeys {
  /** Longest key in UTF-8 bytes: the limit of S3. */
  public static final int KEY_BYTES_MAX = 1024;

  /** Longest level between two slashes in UTF-8 bytes: the limit of Linux and macOS file names. */
  public static final int LEVEL_BYTES_MAX = 255;

  /** First level that stores keep for themselves. */
  public static final String RESERVED_LEVEL = ".weir-store";

  /**
   * Order of keys by their UTF-8 bytes, as S3 lists them. Differs from {@link String#compareTo} for
   * characters outside the basic plane.
   */
  public static final Comparator<String> UTF8_ORDER =
      (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b));

  private ObjectKeys() {}

  /**
   * The key itself.
   *
   * @throws IllegalArgumentException when it is not a key; the message says why
   */
  public static String require(String key) {
    if (key.isEmpty()) {
      throw invalid(key, "is empty");
    }
    requireEncodable(key);
    if (utf8(key).length > KEY_BYTES_MAX) {
      throw invalid(key, "is longer than " + KEY_BYTES_MAX + " bytes");
    }
    int start = 0;
    while (start <= key.length()) {
      int slash = key.indexOf('/', start);
      int end = slash < 0 ? key.length() : slash;
      requireLevel(key, key.substring(start, end));
      start = end + 1;
    }
    if (key.equals(RESERVED_LEVEL) || key.startsWith(RESERVED_LEVEL + "/")) {
      throw invalid(key, "starts with " + RESERVED_LEVEL + ", which the store keeps for itself");
    }
    return key;
  }

  /** Whether {@link #require} takes the key. */
  public static boolean isKey(String key) {
    try {
      return require(key).equals(key);
    } catch (IllegalArgumentException expected) {
      return false;
    }
  }

  /** Whether there can be a key that starts with {@code prefix}. */
  public static boolean canStart(String prefix) {
    String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    return folder.isEmpty() || isKey(folder.substring(0, folder.length() - 1));
  }

  /**
   * Checks the arguments of a list call.
   *
   * @throws IllegalArgumentException when a prefix or limit is out of bounds
   */
  public static void requirePage(String prefix, int limit) {
    requireEncodable(prefix);
    if (prefix.startsWith("/")) {
      throw invalid(prefix, "as a prefix must not start with a slash");
    }
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit " + limit + " is not between 1 and 1000");
    }
  }

  /**
   * Checks the arguments of a range read.
   *
   * @throws IllegalArgumentException when one is negative
   */
  public static void requireRange(long offset, int length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "range of " + length + " bytes from " + offset + " is negative");
    }
  }

  private static void requireLevel(String key, String level) {
    if (level.isEmpty()) {
      throw invalid(key, "has an empty level: no slash at the start or end, none doubled");
    }
    if (level.equals(".") || level.equals("..")) {
      throw invalid(key, "has a level '" + level + "'");
    }
    if (utf8(level).length > LEVEL_BYTES_MAX) {
      throw invalid(key, "has a level of more than " + LEVEL_BYTES_MAX + " bytes");
    }
  }

  private static void requireEncodable(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) < ' ' || key.charAt(i) == 0x7f) {
        throw invalid(key, "has a control character");
      }
    }
    try {
      ByteBuffer unused = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key));
    } catch (CharacterCodingException expected) {
      throw invalid(key, "is not valid Unicode: half of a surrogate pair");
    }
  }

  private static IllegalArgumentException invalid(String key, String why) {
    String shown = key.length() <= 200 ? key : key.substring(0, 200) + "…";
    return new IllegalArgumentException("object key '" + printable(shown) + "' " + why);
  }

  private static String printable(String text) {
    return text.codePoints()
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
