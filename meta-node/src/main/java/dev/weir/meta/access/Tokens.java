package dev.weir.meta.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Bearer tokens: 256 random bits, so that a fast hash is enough to keep them by; there is nothing
 * to guess that a slow one would protect.
 */
public final class Tokens {
  /** What every token that is made here starts with, so that scanners recognise a leaked one. */
  public static final String PREFIX = "weir_";

  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Tokens() {}

  /** A new token. */
  public static String create() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
  }

  /** A new id of a token, which tells nothing about it. */
  public static String createId() {
    return HexFormat.of().formatHex(random(ID_BYTES));
  }

  /** What is kept of a token. */
  public static byte[] hash(String token) {
    return sha256(token.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
