package dev.weir.web.catalog;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Calls of the meta service with a deadline and coded failures. Thread-safe. */
public final class MetaCalls {
  private static final long DEADLINE_MILLIS = 10_000;

  private final MetaServiceBlockingStub meta;

  public MetaCalls(MetaServiceBlockingStub meta) {
    this.meta = meta;
  }

  /**
   * Makes one call.
   *
   * @throws WeirException as meta says; UNAVAILABLE or DEADLINE_EXCEEDED when it says nothing
   */
  public <T> T call(Function<MetaServiceBlockingStub, T> call) {
    try {
      return call.apply(meta.withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (StatusRuntimeException e) {
      throw MetaErrors.fromStatus(e);
    }
  }
}
