package dev.weir.local.resources;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.table.LoadLocation;
import dev.weir.crds.table.TableLoad;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Brings the file that a Table's {@code load} names onto this machine. */
public final class SourceFiles {
  private final NpmFiles npm;

  public SourceFiles(NpmFiles npm) {
    this.npm = npm;
  }

  /**
   * The local file.
   *
   * @param resourceFile the file that holds the resource, against which paths are read; null when
   *     there is none
   * @throws WeirException BAD_INPUT_FILE when it is not there or has another checksum,
   *     STATEMENT_NOT_SUPPORTED for a place that a laptop cannot read
   */
  Path resolve(TableLoad load, @Nullable String resourceFile) {
    Path file =
        switch (load.location()) {
          case LoadLocation.NpmFile wanted -> npm.fetch(load.source());
          case LoadLocation.LocalFile wanted -> beside(wanted.path(), resourceFile);
          case LoadLocation.BucketObject wanted ->
              throw new WeirException(
                  ErrorCode.STATEMENT_NOT_SUPPORTED,
                  "The source " + load.source() + " is an object of a bucket; a laptop has none.",
                  "Load the file with ./weir load.");
        };
    if (!Files.isRegularFile(file)) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE, "There is no file " + file + ".", "Check load in the Table.");
    }
    if (load.sha256() != null && !sha256(file).equals(load.sha256())) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "The file "
              + file
              + " is not the one that the Table means: its SHA-256 is "
              + sha256(file)
              + ".",
          "Fetch it anew, or correct sha256 in the Table.");
    }
    return file;
  }

  private static Path beside(String path, @Nullable String resourceFile) {
    if (resourceFile == null) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "The source " + path + " is relative to the resource's file, and there is none.",
          "Apply the Table from a file with ./weir apply -f.");
    }
    return Path.of(resourceFile).resolveSibling(path);
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
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
}
