package dev.weir.web.remote;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.GatewayLeaving;
import dev.weir.contracts.query.v1.QueryDoorGrpc.QueryDoorBlockingV2Stub;
import io.grpc.StatusException;
import java.net.ConnectException;
import java.time.Duration;

/**
 * Finds a gateway that takes a query or a file. One that ends refuses it, and one that is gone
 * cannot be connected to: then nothing was done, and the next is asked; when there is none, all of
 * them again until one is there. A call that may have been taken is never repeated. Thread-safe.
 */
final class TakingGateway {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final GatewayPods pods;
  private final Duration patience;

  TakingGateway(GatewayPods pods, Duration patience) {
    this.pods = pods;
    this.patience = patience;
  }

  /** A question to one gateway. */
  interface Call<A> {
    A on(QueryDoorBlockingV2Stub gateway) throws StatusException;
  }

  /**
   * The answer of the first gateway that takes the call.
   *
   * @throws WeirException what that one failed with; UNAVAILABLE when none took it in time
   */
  <A> A ask(Caller caller, Call<A> call) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      WeirException refusal =
          new WeirException(ErrorCode.UNAVAILABLE, "no gateway is ready", "Try again in a moment.");
      for (QueryDoorBlockingV2Stub gateway : pods.inOrder(caller)) {
        try {
          return call.on(gateway);
        } catch (StatusException e) {
          refusal = MetaErrors.fromStatus(e);
          if (!wasNotTaken(e)) {
            throw refusal;
          }
        }
      }
      if (System.nanoTime() > deadline) {
        throw refusal;
      }
      pause();
    }
  }

  private static boolean wasNotTaken(StatusException failure) {
    if (GatewayLeaving.isMeantBy(failure)) {
      return true;
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.UNAVAILABLE, "the server is stopping");
    }
  }
}
