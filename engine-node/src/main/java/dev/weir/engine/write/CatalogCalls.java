package dev.weir.engine.write;

import java.util.function.Supplier;

/** Calls of an Iceberg catalog with failures of Weir. Stateless. */
public final class CatalogCalls {

  private CatalogCalls() {}

  /**
   * @param what is done, as the end of "could not …"
   */
  public static <T> T call(String what, Supplier<T> request) {
    try {
      return request.get();
    } catch (RuntimeException failure) {
      throw CommitFailures.of(failure, what);
    }
  }

  /** As {@link #call} for what answers nothing. */
  public static void run(String what, Runnable request) {
    call(
        what,
        () -> {
          request.run();
          return true;
        });
  }
}
