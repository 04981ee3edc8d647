package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.storage.StorageFailures;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.ValidationException;

/** Failures of the catalog as failures of Weir. Stateless. */
public final class CommitFailures {
  private static final int CAUSES_MAX = 20;

  private CommitFailures() {}

  /** Whether somebody else changed the table, so that the statement can be tried again. */
  static boolean isConflict(RuntimeException failure) {
    return failure instanceof CommitFailedException || failure instanceof ValidationException;
  }

  /**
   * @param what was to be done, as the end of "could not …"
   */
  public static WeirException of(RuntimeException failure, String what) {
    if (failure instanceof WeirException known) {
      return known;
    }
    String message = "could not " + what + ": " + failure.getMessage();
    return switch (failure) {
      case CommitStateUnknownException unknown ->
          new WeirException(
              ErrorCode.COMMIT_STATE_UNKNOWN,
              "it is not known whether the commit happened: the connection broke",
              "Look at SHOW SNAPSHOTS before trying again.",
              unknown);
      case CommitFailedException conflict -> conflict(conflict);
      case ValidationException conflict -> conflict(conflict);
      case NoSuchTableException missing ->
          new WeirException(ErrorCode.TABLE_NOT_FOUND, message, null, missing);
      case NoSuchViewException missing ->
          new WeirException(ErrorCode.TABLE_NOT_FOUND, message, null, missing);
      case NoSuchNamespaceException missing ->
          new WeirException(ErrorCode.NAMESPACE_NOT_FOUND, message, null, missing);
      case NamespaceNotEmptyException full ->
          new WeirException(
              ErrorCode.NAMESPACE_NOT_EMPTY, message, "Drop what is in it first.", full);
      case AlreadyExistsException there ->
          new WeirException(ErrorCode.ALREADY_EXISTS, message, null, there);
      case ForbiddenException forbidden ->
          new WeirException(ErrorCode.PERMISSION_DENIED, message, null, forbidden);
      case NotAuthorizedException stranger ->
          new WeirException(ErrorCode.UNAUTHENTICATED, message, null, stranger);
      case RESTException unreachable ->
          new WeirException(ErrorCode.UNAVAILABLE, message, "Try again in a moment.", unreachable);
      default -> other(failure, message);
    };
  }

  // Iceberg wraps what its file layer and its catalog say; below may be a cause with a better name.
  private static WeirException other(RuntimeException failure, String message) {
    Throwable cause = failure.getCause();
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      if (cause instanceof WeirException coded) {
        return coded;
      }
      cause = cause.getCause();
    }
    return StorageFailures.isDiskFull(failure)
        ? SqlFailures.diskFull(failure)
        : new WeirException(ErrorCode.INTERNAL, message, null, failure);
  }

  private static WeirException conflict(RuntimeException failure) {
    return new WeirException(
        ErrorCode.COMMIT_CONFLICT,
        "somebody else changed the table at the same time, again and again",
        "Nothing was written; try again.",
        failure);
  }
}
