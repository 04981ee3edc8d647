package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Whether a file is the one that is meant. Stateless. */
final class FileDigest {
  private FileDigest() {}

  /**
   * Reads the file once.
   *
   * @param sha256 in hexadecimal
   * @throws WeirException BAD_INPUT_FILE when it has another
   */
  static void require(Path file, String fileName, String sha256) {
    String found = sha256(file);
    if (!found.equalsIgnoreCase(sha256)) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "the file " + fileName + " is not the one that is meant: its SHA-256 is " + found,
          "Correct the file, or sha256.");
    }
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException failure) {
      throw SqlFailures.of(failure);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
