package dev.weir.storage.s3;

import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Sends requests, repeats those that failed for a passing reason, and waits for the answer. */
final class S3Calls {
  private final int attemptsMax;
  private final Runnable onBroken;

  /**
   * @param onBroken called when a connection broke off, before the request is sent again
   */
  S3Calls(int attemptsMax, Runnable onBroken) {
    this.attemptsMax = attemptsMax;
    this.onBroken = onBroken;
  }

  /** One try of a request, to the end of what must be repeated together. */
  interface Attempt<T> {
    T run() throws IOException, MinioException;
  }

  /** The last failure of a request that was given up. */
  static final class GivenUpException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean ambiguous;

    GivenUpException(Throwable last, boolean ambiguous) {
      super(last);
      this.ambiguous = ambiguous;
    }

    /** Whether an earlier try may have taken effect although its answer was lost. */
    boolean ambiguous() {
      return ambiguous;
    }
  }

  /** The answer, or the failure in the words of the port. */
  <T> T call(String key, Attempt<T> attempt) throws IOException {
    try {
      return callRaw(attempt);
    } catch (GivenUpException failure) {
      throw S3Failures.translate(key, failure.getCause());
    }
  }

  /** The answer, or the SDK's failure. */
  <T> T callRaw(Attempt<T> attempt) throws GivenUpException, InterruptedIOException {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.run();
      } catch (InterruptedIOException failure) {
        if (Thread.currentThread().isInterrupted()) {
          throw failure;
        }
        giveUpOrWait(tries, failure);
      } catch (IOException | MinioException failure) {
        giveUpOrWait(tries, failure);
      }
    }
  }

  /** The result of the SDK's future. */
  static <T> T await(CompletableFuture<T> future) throws IOException, MinioException {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the S3 server");
    } catch (ExecutionException failure) {
      throw rethrow(failure.getCause());
    }
  }

  private void giveUpOrWait(int tries, Exception failure)
      throws GivenUpException, InterruptedIOException {
    if (tries >= attemptsMax || !S3Failures.isPassing(failure)) {
      throw new GivenUpException(failure, tries > 1);
    }
    if (failure instanceof IOException) {
      onBroken.run();
    }
    Backoff.await(tries);
  }

  private static MinioException rethrow(Throwable failure) throws IOException, MinioException {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    switch (cause) {
      case IOException io -> throw io;
      case MinioException minio when minio.getCause() instanceof IOException io -> throw io;
      case MinioException minio -> throw minio;
      case RuntimeException runtime -> throw runtime;
      case Error error -> throw error;
      default -> throw new MinioException(cause);
    }
  }
}
