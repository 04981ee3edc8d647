package dev.weir.web.catalog;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import io.grpc.StatusRuntimeException;
import java.util.function.Function;

/**
 * Calls of the meta service with coded failures; how long one may take, its stub says. Thread-safe.
 */
public final class MetaCalls {
  private final MetaServiceBlockingStub meta;

  public MetaCalls(MetaServiceBlockingStub meta) {
    this.meta = meta;
  }

  /**
   * Makes one call.
   *
   * @throws WeirException as meta says; UNAVAILABLE when it says nothing
   */
  public <T> T call(Function<MetaServiceBlockingStub, T> call) {
    try {
      return call.apply(meta);
    } catch (StatusRuntimeException e) {
      throw MetaErrors.fromStatus(e);
    }
  }
}
