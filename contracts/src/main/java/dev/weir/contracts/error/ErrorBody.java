package dev.weir.contracts.error;

import org.jspecify.annotations.Nullable;

/**
 * How every REST door of Weir writes a failure: {@code {"error": {...}}}. Iceberg REST is the
 * exception, its specification has a body of its own.
 *
 * @param error the failure
 */
public record ErrorBody(Detail error) {

  /**
   * @param code name of an {@link ErrorCode}
   * @param message what happened
   * @param hint what to do next; null when there is nothing to say
   * @param line null when the failure is not about one place of a statement
   * @param column null as {@code line}
   * @param length null as {@code line}
   * @param queryId null when no query was made
   */
  public record Detail(
      String code,
      String message,
      @Nullable String hint,
      @Nullable Integer line,
      @Nullable Integer column,
      @Nullable Integer length,
      @Nullable String queryId) {}

  /** The body of {@code failure}; {@code queryId} may be null. */
  public static ErrorBody of(WeirException failure, @Nullable String queryId) {
    SourcePosition at = failure.position();
    return new ErrorBody(
        new Detail(
            failure.code().name(),
            failure.getMessage(),
            failure.hint(),
            at == null ? null : at.line(),
            at == null ? null : at.column(),
            at == null ? null : at.length(),
            queryId));
  }
}
