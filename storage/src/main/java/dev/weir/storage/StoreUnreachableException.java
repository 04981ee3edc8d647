package dev.weir.storage;

import java.io.IOException;

/**
 * The store did not answer, or answered that it cannot now, however often it was asked. What it
 * holds may be as good as ever.
 */
public final class StoreUnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message with what the store said, if anything
   */
  public StoreUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
