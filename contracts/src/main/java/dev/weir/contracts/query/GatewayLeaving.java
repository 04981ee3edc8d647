package dev.weir.contracts.query;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Objects;

/**
 * How a gateway that is about to stop refuses a query: nothing was done, another gateway takes it.
 * As a gRPC status UNAVAILABLE with the trailer {@code weir-leaving}. Pure.
 */
public final class GatewayLeaving {
  private static final Metadata.Key<String> LEAVING =
      Metadata.Key.of("weir-leaving", Metadata.ASCII_STRING_MARSHALLER);

  private GatewayLeaving() {}

  /** What the gateway answers with. */
  public static StatusRuntimeException refusal() {
    StatusRuntimeException refusal =
        MetaErrors.toStatus(
            new WeirException(
                ErrorCode.UNAVAILABLE, "the gateway is about to stop", "Try again in a moment."));
    Objects.requireNonNull(refusal.getTrailers()).put(LEAVING, "true");
    return refusal;
  }

  /** Whether a call was refused so. */
  public static boolean isMeantBy(StatusException failure) {
    Metadata trailers = failure.getTrailers();
    return trailers != null && trailers.containsKey(LEAVING);
  }
}
