package dev.weir.engine.write;

import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Calls of the meta service with a deadline and failures of Weir. Thread-safe. */
public final class MetaCalls {
  private static final long TIMEOUT_MILLIS = 15_000;

  private final MetaServiceBlockingStub stub;

  public MetaCalls(MetaServiceBlockingStub stub) {
    this.stub = stub;
  }

  /** Makes one call. */
  public <T> T call(Function<MetaServiceBlockingStub, T> request) {
    try {
      return request.apply(stub.withDeadlineAfter(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (StatusRuntimeException failure) {
      throw MetaErrors.fromStatus(failure);
    }
  }
}
