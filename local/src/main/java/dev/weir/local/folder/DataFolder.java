package dev.weir.local.folder;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Everything that one laptop installation keeps, in one folder: nothing lives outside of it.
 * Immutable; only the process that holds the {@link FolderLock} writes.
 *
 * @param root absolute path
 */
public record DataFolder(Path root) {
  /** Raised when a folder written by this version cannot be read by the one before it. */
  static final int FORMAT = 1;

  private static final int TOKEN_BYTES = 32;

  /** The folder at {@code path}, made absolute. Nothing is read or written yet. */
  public static DataFolder at(Path path) {
    return new DataFolder(path.toAbsolutePath().normalize());
  }

  /** State of the meta group: Raft log and RocksDB. */
  public Path meta() {
    return root.resolve("meta");
  }

  /** Root of the object store: tables, results. */
  public Path objects() {
    return root.resolve("objects");
  }

  /** The metadata DB: dashboards, notebooks, sessions. */
  public Path database() {
    return root.resolve("db");
  }

  /** What the engine may lose: spill, staging, results. */
  public Path scratch() {
    return root.resolve("scratch");
  }

  /** Query history. */
  public Path history() {
    return root.resolve("history");
  }

  /** Applied resources. */
  public Path resources() {
    return root.resolve("resources");
  }

  /** Log files of the process. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** Where the process says how it can be reached; absent when none runs. */
  public Path processFile() {
    return root.resolve("process.json");
  }

  Path lockFile() {
    return root.resolve("lock");
  }

  private Path versionFile() {
    return root.resolve("VERSION");
  }

  private Path tokenFile() {
    return root.resolve("admin.token");
  }

  /**
   * Makes the folder usable: creates it and its version mark when it is new.
   *
   * @throws WeirException DATA_FOLDER_UNUSABLE when it cannot be written, holds something else, or
   *     was written by a version that this one cannot read
   */
  public void prepare() {
    try {
      Files.createDirectories(root);
      if (Files.exists(versionFile())) {
        requireReadableFormat(Files.readString(versionFile()).strip());
      } else {
        requireEmpty();
        writeAtomically(versionFile(), "weir-data " + FORMAT + "\n", "rw-r--r--");
      }
      Path probe = Files.createTempFile(root, ".probe", "");
      Files.delete(probe);
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          "The data folder " + root + " cannot be written: " + describe(e),
          "Give another folder with --data, or give yourself the right to write there.",
          e);
    }
  }

  private void requireEmpty() throws IOException {
    try (var entries = Files.list(root)) {
      if (entries.anyMatch(entry -> !entry.getFileName().toString().equals("lock"))) {
        throw new WeirException(
            ErrorCode.DATA_FOLDER_UNUSABLE,
            "The folder " + root + " is not empty and holds no Weir data (it has no file VERSION).",
            "Give an empty or new folder with --data.");
      }
    }
  }

  private void requireReadableFormat(String mark) {
    String[] words = mark.split(" ", -1);
    if (words.length != 2 || !words[0].equals("weir-data") || !words[1].matches("\\d{1,6}")) {
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          "The file " + versionFile() + " does not say which format the data folder has.",
          "Restore the folder from a backup, or give another one with --data.");
    }
    int format = Integer.parseInt(words[1]);
    if (format != FORMAT) {
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          "The data folder %s has format %d; this Weir reads format %d."
              .formatted(root, format, FORMAT),
          format > FORMAT
              ? "It was written by a newer Weir: use that version, or give another folder with --data."
              : "It was written by an older Weir: export its tables with that version, or give another folder.");
    }
  }

  /** The administrator's token, made on the first call and readable by the owner only. */
  public String ensureAdminToken() {
    try {
      if (!Files.exists(tokenFile())) {
        byte[] secret = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(secret);
        replaceAdminToken("weir_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
      }
      return Files.readString(tokenFile()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps another token as the administrator's. */
  public void replaceAdminToken(String token) {
    try {
      writeAtomically(tokenFile(), token + "\n", "rw-------");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The administrator's token, or empty when no process was ever started on this folder. */
  public Optional<String> adminToken() {
    try {
      return Files.exists(tokenFile())
          ? Optional.of(Files.readString(tokenFile()).strip())
          : Optional.empty();
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          "The token file " + tokenFile() + " cannot be read: " + describe(e),
          "Run the command as the user who started Weir.",
          e);
    }
  }

  /**
   * Writes a small file so that a reader sees the old or the new content, never a part; durable
   * when it returns.
   */
  public static void writeAtomically(Path file, String content, String permissions)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path temporary =
        Files.createTempFile(
            folder,
            ".new",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    try {
      Files.writeString(temporary, content, StandardOpenOption.SYNC);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String describe(IOException e) {
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
  }
}
