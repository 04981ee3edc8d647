package dev.weir.engine.upload;

import dev.weir.contracts.query.Caller;
import java.nio.file.Path;

/**
 * A file that a caller has sent, until it is loaded.
 *
 * @param id not to be guessed
 * @param owner who sent it and who alone may load it
 * @param fileName as the sender calls it, for messages; never a path of this machine
 * @param file where it is
 * @param bytes of it
 */
public record Upload(String id, Caller owner, String fileName, Path file, long bytes) {

  /** What {@code COPY … FROM} calls it. */
  public String reference() {
    return UploadFolder.REFERENCE_PREFIX + id;
  }
}
