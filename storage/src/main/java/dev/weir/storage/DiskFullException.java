package dev.weir.storage;

import java.io.IOException;

/** The disk or quota under the store has no room for what was to be written; nothing was. */
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was to be written
   * @param cause what the operating system said
   */
  public DiskFullException(String message, IOException cause) {
    super(message, cause);
  }
}
