package dev.weir.contracts.meta;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of calls of meta that bring none of their own, until which they wait for a
 * connection; says what it means that it has passed, where gRPC says only how long it took:
 * UNAVAILABLE where nothing was done, COMMIT_STATE_UNKNOWN where a change was sent, also when the
 * connection breaks. Immutable.
 */
public final class MetaPatience implements ClientInterceptor {
  /**
   * How long a call waits for an answer: longer than the only member of a group takes to be made
   * again, and than a group takes to elect.
   */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Duration limit;

  /** Of 30 seconds. */
  public MetaPatience() {
    this(LIMIT);
  }

  /** Of another time. */
  public MetaPatience(Duration limit) {
    this.limit = limit;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    if (options.getDeadline() != null) {
      return next.newCall(method, options);
    }
    Way way = new Way();
    CallOptions limited =
        options
            .withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS)
            .withStreamTracerFactory(way)
            .withWaitForReady();
    return new SimpleForwardingClientCall<>(next.newCall(method, limited)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                WeirException meant = meaning(status, trailers, method, way.taken);
                if (meant == null) {
                  super.onClose(status, trailers);
                } else {
                  StatusRuntimeException told = MetaErrors.toStatus(meant);
                  super.onClose(told.getStatus(), trailersOf(told));
                }
              }
            },
            headers);
      }
    };
  }

  /** Whether a call has got as far as a connection: until then meta knows nothing of it. */
  private static final class Way extends ClientStreamTracer.Factory {
    private volatile boolean taken;

    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata headers) {
      return new ClientStreamTracer() {
        @Override
        public void streamCreated(Attributes transport, Metadata sent) {
          taken = true;
        }
      };
    }
  }

  /** What gRPC itself says of a call, where that is too little; null: what it, or meta, said. */
  private @Nullable WeirException meaning(
      Status status, Metadata trailers, MethodDescriptor<?, ?> method, boolean taken) {
    boolean late = status.getCode() == Status.Code.DEADLINE_EXCEEDED;
    // A member that stops in the middle of a call cancels it.
    boolean broken =
        Set.of(Status.Code.UNAVAILABLE, Status.Code.CANCELLED).contains(status.getCode())
            && !trailers.containsKey(MetaErrors.CODE);
    boolean undecided = taken && !method.isSafe();
    String what =
        late
            ? "the catalog did not answer within " + limit.toSeconds() + " s"
            : "the connection to the catalog broke";
    if (undecided && (late || broken)) {
      return new WeirException(
          ErrorCode.COMMIT_STATE_UNKNOWN,
          what + "; whether it has done " + method.getBareMethodName() + " is not known",
          "Look whether it is done before you try again.",
          status.asException());
    }
    return late
        ? new WeirException(
            ErrorCode.UNAVAILABLE,
            what,
            "Try again in a moment; check that a majority of the meta nodes is running.",
            status.asException())
        : null;
  }

  private static Metadata trailersOf(StatusRuntimeException failure) {
    Metadata trailers = failure.getTrailers();
    return trailers == null ? new Metadata() : trailers;
  }
}
