package dev.weir.contracts.meta;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@link WeirException} as a gRPC status and back: the code, the hint and the place travel in the
 * trailers {@code weir-error-code}, {@code weir-error-hint} and {@code weir-error-position}, the
 * message as the status description.
 */
public final class MetaErrors {
  /** Name of an {@link ErrorCode}. */
  public static final Metadata.Key<String> CODE =
      Metadata.Key.of("weir-error-code", Metadata.ASCII_STRING_MARSHALLER);

  /** Percent-encoded UTF-8: trailers are ASCII and hints quote names. */
  public static final Metadata.Key<String> HINT =
      Metadata.Key.of("weir-error-hint", Metadata.ASCII_STRING_MARSHALLER);

  /** Line, column and length of a {@link SourcePosition}, with colons between. */
  public static final Metadata.Key<String> POSITION =
      Metadata.Key.of("weir-error-position", Metadata.ASCII_STRING_MARSHALLER);

  private static final Pattern POSITION_FORM = Pattern.compile("(\\d{1,9}):(\\d{1,9}):(\\d{1,9})");

  private MetaErrors() {}

  /** What a server answers with. */
  public static StatusRuntimeException toStatus(WeirException failure) {
    Metadata trailers = new Metadata();
    trailers.put(CODE, failure.code().name());
    String hint = failure.hint();
    if (hint != null) {
      trailers.put(HINT, URLEncoder.encode(hint, StandardCharsets.UTF_8));
    }
    SourcePosition at = failure.position();
    if (at != null) {
      trailers.put(POSITION, at.line() + ":" + at.column() + ":" + at.length());
    }
    return statusOf(failure.code())
        .withDescription(failure.getMessage())
        .withCause(failure)
        .asRuntimeException(trailers);
  }

  /** What a client throws when a call has failed. A server that is not there is UNAVAILABLE. */
  public static WeirException fromStatus(StatusRuntimeException failure) {
    return from(failure.getStatus(), failure.getTrailers(), failure);
  }

  /** As {@link #fromStatus(StatusRuntimeException)}. */
  public static WeirException fromStatus(StatusException failure) {
    return from(failure.getStatus(), failure.getTrailers(), failure);
  }

  private static WeirException from(Status status, @Nullable Metadata trailers, Throwable cause) {
    ErrorCode code = codeOf(status, trailers);
    String description = status.getDescription();
    String hint = trailers == null ? null : trailers.get(HINT);
    return new WeirException(
        code,
        description == null ? "the other part answered " + status.getCode() : description,
        hint == null ? null : URLDecoder.decode(hint, StandardCharsets.UTF_8),
        trailers == null ? null : position(trailers.get(POSITION)),
        cause);
  }

  private static @Nullable SourcePosition position(@Nullable String text) {
    Matcher parts = POSITION_FORM.matcher(text == null ? "" : text);
    return parts.matches()
        ? new SourcePosition(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)))
        : null;
  }

  private static ErrorCode codeOf(Status status, @Nullable Metadata trailers) {
    String name = trailers == null ? null : trailers.get(CODE);
    if (name != null) {
      for (ErrorCode code : ErrorCode.values()) {
        if (code.name().equals(name)) {
          return code;
        }
      }
    }
    return switch (status.getCode()) {
      case UNAVAILABLE -> ErrorCode.UNAVAILABLE;
      case DEADLINE_EXCEEDED -> ErrorCode.DEADLINE_EXCEEDED;
      case CANCELLED -> ErrorCode.CANCELLED;
      case UNAUTHENTICATED -> ErrorCode.UNAUTHENTICATED;
      case PERMISSION_DENIED -> ErrorCode.PERMISSION_DENIED;
      case INVALID_ARGUMENT -> ErrorCode.BAD_REQUEST;
      case NOT_FOUND -> ErrorCode.RESOURCE_NOT_FOUND;
      case ALREADY_EXISTS -> ErrorCode.ALREADY_EXISTS;
      default -> ErrorCode.INTERNAL;
    };
  }

  private static Status statusOf(ErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Status.PERMISSION_DENIED;
      case ALREADY_EXISTS -> Status.ALREADY_EXISTS;
      case COMMIT_CONFLICT -> Status.ABORTED;
      case UNAVAILABLE -> Status.UNAVAILABLE;
      case DEADLINE_EXCEEDED -> Status.DEADLINE_EXCEEDED;
      case CANCELLED -> Status.CANCELLED;
      case COMMIT_STATE_UNKNOWN -> Status.UNKNOWN;
      case NAMESPACE_NOT_EMPTY -> Status.FAILED_PRECONDITION;
      default ->
          switch (code.httpStatus()) {
            case 404 -> Status.NOT_FOUND;
            case 400, 422 -> Status.INVALID_ARGUMENT;
            case 413 -> Status.RESOURCE_EXHAUSTED;
            default -> Status.INTERNAL;
          };
    };
  }
}
