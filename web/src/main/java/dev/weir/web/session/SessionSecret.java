package dev.weir.web.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The random value in a browser's cookie. The database keeps only its hash, and the API token
 * encrypted (AES-256-GCM) under a key that is derived from it: neither a copy of the database nor a
 * look at the process's tables opens anything without the cookie. Immutable.
 */
final class SessionSecret {
  private static final int BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final byte[] bytes;

  private SessionSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  static SessionSecret random() {
    return new SessionSecret(randomBytes(BYTES));
  }

  /** The secret that a cookie carries; none when the cookie is not one of ours. */
  static Optional<SessionSecret> parse(String cookie) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cookie);
      return bytes.length == BYTES ? Optional.of(new SessionSecret(bytes)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The value of the cookie. */
  String text() {
    return ENCODER.encodeToString(bytes);
  }

  /** What the session is stored under. */
  String hash() {
    return HexFormat.of().formatHex(digest("id"));
  }

  /** {@code token}, encrypted. */
  String seal(String token) {
    byte[] nonce = randomBytes(NONCE_BYTES);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, token.getBytes(StandardCharsets.UTF_8));
    byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
    System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
    return ENCODER.encodeToString(all);
  }

  /** The token that {@link #seal} was given. */
  String open(String sealed) {
    byte[] all = Base64.getUrlDecoder().decode(sealed);
    byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
    return new String(run(Cipher.DECRYPT_MODE, nonce, rest), StandardCharsets.UTF_8);
  }

  private byte[] run(int mode, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(digest("key"), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the sealed token of a session cannot be read", e);
    }
  }

  /** Different for each purpose, so that the stored hash says nothing about the key. */
  private byte[] digest(String purpose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("weir session " + purpose).getBytes(StandardCharsets.UTF_8));
      return digest.digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
