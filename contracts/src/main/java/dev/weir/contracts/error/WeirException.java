package dev.weir.contracts.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure with a code, what happened, and what to do next. The only exception that crosses the
 * border of a part. Immutable.
 */
public final class WeirException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String hint;
  private final @Nullable SourcePosition position;

  public WeirException(ErrorCode code, String message) {
    this(code, message, null, null, null);
  }

  public WeirException(ErrorCode code, String message, @Nullable String hint) {
    this(code, message, hint, null, null);
  }

  public WeirException(
      ErrorCode code, String message, @Nullable String hint, @Nullable Throwable cause) {
    this(code, message, hint, null, cause);
  }

  /**
   * @param code what kind of failure
   * @param message what happened, one sentence or more, with the names involved; never a secret
   * @param hint what the caller can do next; null when there is nothing to say
   * @param position where in the statement; null when it is not about one place
   * @param cause null when this is the origin
   */
  public WeirException(
      ErrorCode code,
      String message,
      @Nullable String hint,
      @Nullable SourcePosition position,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
    this.position = position;
  }

  public ErrorCode code() {
    return code;
  }

  public @Nullable String hint() {
    return hint;
  }

  public @Nullable SourcePosition position() {
    return position;
  }
}
