package dev.weir.crds.apply;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.condition.Reason;

/** How a failure shows in a condition, and whether to try again. By its code, never by its text. */
final class Failures {

  private Failures() {}

  static Reason reason(ErrorCode code) {
    return switch (code) {
      case INVALID_RESOURCE -> Reason.INVALID_SPEC;
      case SYNTAX_ERROR, COLUMN_NOT_FOUND, TYPE_MISMATCH, FUNCTION_NOT_ALLOWED, CYCLIC_VIEW ->
          Reason.QUERY_INVALID;
      case STATEMENT_NOT_SUPPORTED -> Reason.NOT_YET_SUPPORTED;
      case TABLE_NOT_FOUND, NAMESPACE_NOT_FOUND -> Reason.TABLE_NOT_FOUND;
      case PERMISSION_DENIED, UNAUTHENTICATED -> Reason.PERMISSION_DENIED;
      case UNAVAILABLE, QUEUE_FULL, DEADLINE_EXCEEDED, CANCELLED, COMMIT_STATE_UNKNOWN ->
          Reason.UNAVAILABLE;
      case COMMIT_CONFLICT -> Reason.CONFLICT;
      default -> Reason.APPLY_FAILED;
    };
  }

  /** Whether the specification has to be changed: it was looked at, and is wrong. */
  static boolean refuses(Reason reason) {
    return switch (reason) {
      case INVALID_SPEC, QUERY_INVALID, INCOMPATIBLE_CHANGE -> true;
      default -> false;
    };
  }

  /** Whether waiting may help. A table that is missing may yet be made. */
  static boolean mayPass(ErrorCode code) {
    return switch (reason(code)) {
      // The web app reports different problems of a dashboard as one INVALID_RESOURCE; a table that
      // is missing may be among them.
      case UNAVAILABLE, CONFLICT, TABLE_NOT_FOUND, INVALID_SPEC -> true;
      default -> false;
    };
  }

  static String message(WeirException failure) {
    String hint = failure.hint();
    return hint == null ? failure.getMessage() : failure.getMessage() + "; " + hint;
  }
}
