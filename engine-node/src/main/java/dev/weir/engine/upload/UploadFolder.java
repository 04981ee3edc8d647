package dev.weir.engine.upload;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where sent files wait to be loaded. {@code COPY t FROM 'upload:ID'} reads one, and only its
 * sender can. The folder is wiped at start: what was being sent when a process died is sent again.
 * Thread-safe.
 */
public final class UploadFolder {
  /** What comes before the id in {@code COPY … FROM}. */
  public static final String REFERENCE_PREFIX = "upload:";

  /** Suggested limit of one file. */
  public static final long BYTES_MAX = 100L << 30;

  /** Suggested space that uploads leave free. */
  public static final long DISK_RESERVE_BYTES = 512L << 20;

  private static final int BUFFER_BYTES = 1 << 20;
  private static final long SPACE_CHECK_BYTES = 64L << 20;
  private static final String SUFFIX = ".upload";

  private final Path folder;
  private final long bytesMax;
  private final long diskReserveBytes;
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

  private UploadFolder(Path folder, long bytesMax, long diskReserveBytes) {
    this.folder = folder;
    this.bytesMax = bytesMax;
    this.diskReserveBytes = diskReserveBytes;
  }

  /**
   * Makes or wipes {@code folder}.
   *
   * @param bytesMax of one file; a larger one is refused with BAD_INPUT_FILE
   * @param diskReserveBytes that uploads leave free; beyond it DISK_FULL
   */
  public static UploadFolder open(Path folder, long bytesMax, long diskReserveBytes)
      throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
    return new UploadFolder(folder, bytesMax, diskReserveBytes);
  }

  /**
   * Reads {@code body} to its end into a file; a body that breaks off leaves nothing.
   *
   * @param fileName as the sender calls it
   * @param expectedBytes as announced, to refuse early; -1 when unknown
   * @throws WeirException BAD_INPUT_FILE when it is too large, DISK_FULL
   */
  public Upload receive(Caller owner, String fileName, long expectedBytes, InputStream body)
      throws IOException {
    requireRoom(Math.max(0, expectedBytes));
    String id = UUID.randomUUID().toString();
    Path file = folder.resolve(id + SUFFIX);
    try {
      long bytes = copy(body, file);
      Upload upload = new Upload(id, owner, fileName, file, bytes);
      uploads.put(id, upload);
      return upload;
    } catch (IOException | RuntimeException failure) {
      Files.deleteIfExists(file);
      throw failure;
    }
  }

  /**
   * The file that a COPY names.
   *
   * @param reference {@code upload:ID}; anything else is no upload
   * @return empty when there is none, or it is somebody else's
   */
  public Optional<Upload> find(String reference, Caller caller) {
    if (!reference.startsWith(REFERENCE_PREFIX)) {
      return Optional.empty();
    }
    return Optional.ofNullable(uploads.get(reference.substring(REFERENCE_PREFIX.length())))
        .filter(upload -> upload.owner().tenant().equals(caller.tenant()))
        .filter(upload -> upload.owner().principal().equals(caller.principal()));
  }

  /** Deletes it. Nothing happens when it is gone already. */
  public void discard(Upload upload) throws IOException {
    uploads.remove(upload.id());
    Files.deleteIfExists(upload.file());
  }

  private long copy(InputStream body, Path file) throws IOException {
    long bytes = 0;
    long checked = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
        if (bytes - checked >= SPACE_CHECK_BYTES || bytes > bytesMax) {
          requireSize(bytes);
          requireRoom(0);
          checked = bytes;
        }
        out.write(buffer, 0, read);
      }
    }
    return bytes;
  }

  private void requireRoom(long bytes) throws IOException {
    requireSize(bytes);
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free - bytes < diskReserveBytes) {
      throw new WeirException(
          ErrorCode.DISK_FULL,
          "The file does not fit the disk: " + free + " bytes are free.",
          "Free some space on the disk of the data folder and send it again.");
    }
  }

  private void requireSize(long bytes) {
    if (bytes > bytesMax) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "The file is larger than " + bytesMax + " bytes.",
          "Split it and load the parts one after the other.");
    }
  }
}
