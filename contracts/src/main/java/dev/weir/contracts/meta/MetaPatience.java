package dev.weir.contracts.meta;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The deadline of calls of meta that bring none of their own; says what it means that it has
 * passed, where gRPC says only how long it took. Immutable.
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
    CallOptions limited = options.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
    return new SimpleForwardingClientCall<>(next.newCall(method, limited)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                super.onClose(translate(status), trailers);
              }
            },
            headers);
      }
    };
  }

  private Status translate(Status status) {
    return status.getCode() == Status.Code.DEADLINE_EXCEEDED
        ? Status.UNAVAILABLE
            .withDescription(
                "the catalog did not answer within %d s; a majority of the meta nodes must run"
                    .formatted(limit.toSeconds()))
            .withCause(status.asException())
        : status;
  }
}
