package dev.weir.storage.s3;

import dev.weir.storage.DiskFullException;
import dev.weir.storage.StoreUnreachableException;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.InsufficientDataException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an answer of an S3 server means. Pure. */
final class S3Failures {
  private static final Set<String> FULL =
      Set.of(
          "XMinioStorageFull",
          "InsufficientStorage",
          "QuotaExceeded",
          "XMinioAdminBucketQuotaExceeded");

  private S3Failures() {}

  /**
   * A failure in the words of the port.
   *
   * @param key what the request was about
   */
  static IOException translate(String key, Throwable failure) {
    if (failure instanceof ErrorResponseException answer) {
      return ofAnswer(key, answer);
    }
    if (failure instanceof IOException io) {
      return new StoreUnreachableException("the S3 server does not answer: " + io.getMessage(), io);
    }
    return new IOException("request for " + key + " failed: " + failure.getMessage(), failure);
  }

  /** Whether the same request may succeed a little later. */
  static boolean isPassing(Throwable failure) {
    if (failure instanceof ErrorResponseException answer) {
      int status = statusOf(answer);
      return status >= 500
          || status == 429
          || status == 408
          || hasCode(answer, "SlowDown")
          || hasCode(answer, "RequestTimeout")
          || hasCode(answer, "ConditionalRequestConflict")
          || hasCode(answer, "OperationAborted");
    }
    return failure instanceof IOException
        || failure instanceof InsufficientDataException
        || (failure instanceof ServerException server && server.statusCode() >= 500);
  }

  /** Whether the server refused because a condition does not hold. */
  static boolean isPreconditionFailed(@Nullable Throwable failure) {
    return failure instanceof ErrorResponseException answer
        && (statusOf(answer) == 412 || hasCode(answer, "PreconditionFailed"));
  }

  /**
   * Whether an object, or an upload, is not there; a bucket that is not there is something else.
   */
  static boolean isMissing(@Nullable Throwable failure) {
    return failure instanceof ErrorResponseException answer
        && statusOf(answer) == 404
        && !hasCode(answer, "NoSuchBucket");
  }

  /** Whether a read starts at or behind the end of the object. */
  static boolean isBehindEnd(@Nullable Throwable failure) {
    return failure instanceof ErrorResponseException answer
        && (statusOf(answer) == 416 || hasCode(answer, "InvalidRange"));
  }

  private static IOException ofAnswer(String key, ErrorResponseException answer) {
    String code = String.valueOf(answer.errorResponse().code());
    String said = code + ": " + answer.errorResponse().message();
    int status = statusOf(answer);
    if (FULL.contains(code) || status == 507) {
      return new DiskFullException(
          "the S3 server has no space left for " + key, new IOException(said, answer));
    }
    if (isMissing(answer)) {
      IOException missing = new NoSuchFileException(key);
      missing.initCause(answer);
      return missing;
    }
    if (status == 403 || status == 401) {
      IOException denied = new AccessDeniedException(key, null, said);
      denied.initCause(answer);
      return denied;
    }
    String answered = "the S3 server answered " + status + " for " + key + ": " + said;
    return isPassing(answer)
        ? new StoreUnreachableException(answered, answer)
        : new IOException(answered, answer);
  }

  private static int statusOf(ErrorResponseException answer) {
    return answer.response() == null ? 0 : answer.response().code();
  }

  private static boolean hasCode(ErrorResponseException answer, String code) {
    return code.equals(answer.errorResponse().code());
  }
}
