package dev.weir.engine.write;

import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import io.grpc.StatusRuntimeException;
import java.util.function.Function;

/** Calls of meta with failures of Weir. How long one may take, its stub says. Thread-safe. */
public final class MetaCalls {
  private final MetaServiceBlockingStub stub;

  public MetaCalls(MetaServiceBlockingStub stub) {
    this.stub = stub;
  }

  /** Makes one call. */
  public <T> T call(Function<MetaServiceBlockingStub, T> request) {
    try {
      return request.apply(stub);
    } catch (StatusRuntimeException failure) {
      throw MetaErrors.fromStatus(failure);
    }
  }
}
