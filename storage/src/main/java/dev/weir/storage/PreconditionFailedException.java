package dev.weir.storage;

import java.io.IOException;

/** The condition of a put did not hold; nothing was written. */
public final class PreconditionFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  public PreconditionFailedException(String key, PutCondition condition) {
    super("object " + key + " does not meet " + condition.kind());
  }
}
