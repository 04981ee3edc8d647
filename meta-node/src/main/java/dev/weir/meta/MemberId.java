package dev.weir.meta;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Who a node is in its group. An id belongs to a disk: it is made with it and kept on it. So a pod
 * that comes back with its disk is the member that it was, and one that has lost it is a new one,
 * which has no vote until the group takes it in: an empty log under a known id could elect a leader
 * that lacks what was acknowledged.
 */
public final class MemberId {
  private static final String FILE = "member";
  private static final int RANDOM_BYTES = 4;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,200}");

  private MemberId() {}

  /**
   * The id that stands in {@code folder}, or a new one that is kept there.
   *
   * @param folder the node's data folder; made when it is missing
   * @param name of the node; a new id begins with it
   * @throws WeirException DATA_FOLDER_UNUSABLE
   */
  public static String of(Path folder, String name) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      if (Files.exists(file)) {
        return checked(file, Files.readString(file).strip());
      }
      byte[] random = new byte[RANDOM_BYTES];
      new SecureRandom().nextBytes(random);
      String id = name + "-" + HexFormat.of().formatHex(random);
      Path written = Files.createTempFile(folder, FILE, ".tmp");
      Files.write(written, id.getBytes(StandardCharsets.UTF_8), StandardOpenOption.SYNC);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      return id;
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          "the id of this member cannot be kept in " + folder + ": " + e.getMessage(),
          "Check that the folder can be written.",
          e);
    }
  }

  private static String checked(Path file, String id) {
    if (!FORM.matcher(id).matches()) {
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          file + " does not hold the id of a member",
          "Put the id back that the group knows, or give the node an empty disk.");
    }
    return id;
  }
}
