package dev.weir.engine.flight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorBody;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;

/**
 * Failures as Flight clients see them. The text says everything, because that is all that most
 * clients show; the trailer {@code weir-error-code} has the code, and {@code weir-error-bin} the
 * {@link ErrorBody} as JSON.
 */
final class FlightErrors {
  private static final System.Logger LOG = System.getLogger(FlightErrors.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CODE = "weir-error-code";
  private static final String BODY = "weir-error-bin";

  private FlightErrors() {}

  static FlightRuntimeException translate(Throwable failure) {
    return switch (failure) {
      case FlightRuntimeException done -> done;
      case WeirException known -> translate(known);
      default -> {
        LOG.log(System.Logger.Level.ERROR, "flight.unexpected_failure", failure);
        yield translate(
            new WeirException(
                ErrorCode.INTERNAL,
                "The call failed unexpectedly.",
                "The log of the server has the details.",
                failure));
      }
    };
  }

  private static FlightRuntimeException translate(WeirException failure) {
    ErrorFlightMetadata metadata = new ErrorFlightMetadata();
    metadata.insert(CODE, failure.code().name());
    try {
      metadata.insert(BODY, JSON.writeValueAsBytes(ErrorBody.of(failure, null)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
    return status(failure.code())
        .withDescription(text(failure))
        .withMetadata(metadata)
        .withCause(failure)
        .toRuntimeException();
  }

  /** {@code CODE: message (line 1, column 8). Hint}. */
  private static String text(WeirException failure) {
    StringBuilder text =
        new StringBuilder(failure.code().name()).append(": ").append(failure.getMessage());
    SourcePosition at = failure.position();
    if (at != null) {
      text.append(" (line ").append(at.line()).append(", column ").append(at.column()).append(')');
    }
    if (failure.hint() != null) {
      text.append(' ').append(failure.hint());
    }
    return text.toString();
  }

  private static CallStatus status(ErrorCode code) {
    return switch (code) {
      case QUEUE_FULL, OUT_OF_MEMORY, DISK_FULL, RESULT_TOO_LARGE -> CallStatus.RESOURCE_EXHAUSTED;
      case ALREADY_EXISTS, PRIMARY_KEY_DUPLICATE -> CallStatus.ALREADY_EXISTS;
      // Flight has no status for "try again"; this is the one that clients try again after.
      case COMMIT_CONFLICT -> CallStatus.UNAVAILABLE;
      default ->
          switch (code.httpStatus()) {
            case 400, 409, 413, 422 -> CallStatus.INVALID_ARGUMENT;
            case 401 -> CallStatus.UNAUTHENTICATED;
            case 403 -> CallStatus.UNAUTHORIZED;
            case 404 -> CallStatus.NOT_FOUND;
            case 499 -> CallStatus.CANCELLED;
            case 503 -> CallStatus.UNAVAILABLE;
            case 504 -> CallStatus.TIMED_OUT;
            default -> CallStatus.INTERNAL;
          };
    };
  }
}
