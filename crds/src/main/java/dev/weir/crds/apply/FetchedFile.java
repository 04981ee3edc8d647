package dev.weir.crds.apply;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.table.TableLoad;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that is to be loaded.
 *
 * @param path of it, on this machine
 * @param temporary whether it goes when it is closed
 */
public record FetchedFile(Path path, boolean temporary) implements AutoCloseable {

  /**
   * Whether it is what the Table means.
   *
   * @throws WeirException BAD_INPUT_FILE when it is not there or has another checksum
   */
  void check(TableLoad load) {
    if (!Files.isRegularFile(path)) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE, "There is no file " + path + ".", "Check load in the Table.");
    }
    if (load.sha256() != null && !sha256(path).equals(load.sha256())) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "The file "
              + path
              + " is not the one that the Table means: its SHA-256 is "
              + sha256(path)
              + ".",
          "Fetch it anew, or correct sha256 in the Table.");
    }
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "The file " + file + " cannot be read: " + e.getMessage(),
          null,
          e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  @Override
  public void close() {
    try {
      if (temporary) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
