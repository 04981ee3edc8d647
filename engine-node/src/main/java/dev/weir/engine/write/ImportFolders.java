package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.engine.upload.UploadFolder;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Which files of the node's machine a COPY may read. Stateless. */
final class ImportFolders {
  private static final String HINT = "Load a file of your own: ./weir load TABLE FILE.";

  private ImportFolders() {}

  /**
   * The file that an administrator names below one of the folders. Links are followed before it is
   * compared, and who may not read a file does not learn whether it is there.
   */
  static Path require(List<Path> folders, String name, Caller caller) {
    if (name.startsWith(UploadFolder.REFERENCE_PREFIX)) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE, "no upload " + name + ", or not one of yours", HINT);
    }
    if (!caller.admin()) {
      throw denied("COPY from a file of the server is for administrators");
    }
    try {
      Path file = Path.of(name).toRealPath();
      for (Path folder : folders) {
        if (file.startsWith(folder.toRealPath())) {
          return file;
        }
      }
    } catch (IOException | InvalidPathException unreadable) {
      throw denied("the file is not below an import folder of the server, or not there");
    }
    throw denied("the file is not below an import folder of the server, or not there");
  }

  private static WeirException denied(String message) {
    return new WeirException(ErrorCode.PERMISSION_DENIED, message, HINT);
  }
}
