package dev.weir.meta.rest;

import dev.weir.contracts.error.WeirException;
import dev.weir.meta.catalog.NoRoomException;
import dev.weir.storage.StorageFailures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.rest.responses.ErrorResponse;

/**
 * Failures as the Iceberg REST specification writes them: a status, the name of the exception that
 * the client raises, a message. Never a stack trace. Pure.
 */
final class IcebergErrors {
  private static final Map<Class<? extends RuntimeException>, Integer> STATUS = statuses();

  private IcebergErrors() {}

  private static Map<Class<? extends RuntimeException>, Integer> statuses() {
    Map<Class<? extends RuntimeException>, Integer> statuses = new LinkedHashMap<>();
    statuses.put(NotAuthorizedException.class, 401);
    statuses.put(ForbiddenException.class, 403);
    statuses.put(NoSuchNamespaceException.class, 404);
    statuses.put(NoSuchTableException.class, 404);
    statuses.put(NoSuchViewException.class, 404);
    statuses.put(NotFoundException.class, 404);
    statuses.put(UnsupportedOperationException.class, 406);
    statuses.put(AlreadyExistsException.class, 409);
    statuses.put(CommitFailedException.class, 409);
    statuses.put(NamespaceNotEmptyException.class, 409);
    statuses.put(UnprocessableEntityException.class, 422);
    statuses.put(CommitStateUnknownException.class, 500);
    statuses.put(ServiceUnavailableException.class, 503);
    statuses.put(BadRequestException.class, 400);
    statuses.put(ValidationException.class, 400);
    statuses.put(IllegalArgumentException.class, 400);
    return statuses;
  }

  /** Whether the failure is a defect, to be logged with its cause. */
  static boolean isDefect(RuntimeException failure) {
    return of(failure).code() == 500 && !(failure instanceof CommitStateUnknownException);
  }

  static ErrorResponse of(RuntimeException failure) {
    if (failure instanceof WeirException known) {
      return of(known);
    }
    if (failure instanceof NoRoomException full) {
      return of(full.reason());
    }
    for (Map.Entry<Class<? extends RuntimeException>, Integer> known : STATUS.entrySet()) {
      if (known.getKey().isInstance(failure)) {
        return body(
            known.getValue(), known.getKey().getSimpleName(), String.valueOf(failure.getMessage()));
      }
    }
    if (StorageFailures.isDiskFull(failure)) {
      return of(StorageFailures.toWeirException("writing the table's metadata", failure));
    }
    return body(500, "InternalServerError", "The catalog failed; its log has the details");
  }

  private static ErrorResponse of(WeirException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.code()) {
      case UNAUTHENTICATED -> body(401, "NotAuthorizedException", message);
      case PERMISSION_DENIED -> body(403, "ForbiddenException", message);
      case BAD_REQUEST -> body(400, "BadRequestException", message);
      case UNAVAILABLE -> body(503, "ServiceUnavailableException", message);
      case COMMIT_STATE_UNKNOWN -> body(500, "CommitStateUnknownException", message);
      default -> body(failure.code().httpStatus(), failure.code().name(), message);
    };
  }

  private static ErrorResponse body(int status, String type, String message) {
    return ErrorResponse.builder().responseCode(status).withType(type).withMessage(message).build();
  }
}
