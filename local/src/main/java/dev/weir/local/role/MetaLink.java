package dev.weir.local.role;

import dev.weir.contracts.meta.MetaPatience;
import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.MetaStatus;
import dev.weir.contracts.part.KeepAlive;
import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to the meta group: calls go round its members, and questions that fail because a member
 * is away are asked again of the next. Changes are not: whether one took effect is then not known.
 */
public final class MetaLink implements AutoCloseable {
  private static final int STATE_SECONDS = 2;
  private static final long CLOSE_SECONDS = 5;

  /**
   * While no member can be reached, it is tried so often. Left to itself, gRPC tries ever more
   * seldom, and calls that wait would wait on when the catalog has been back for long.
   */
  private static final long RECONNECT_MILLIS = 1_000;

  /** As many as there is time for; pauses are at most a second long. */
  private static final int ATTEMPTS_MAX = 40;

  private static final String SERVICE = MetaServiceGrpc.SERVICE_NAME;

  private static final Map<String, ?> AGAIN =
      Map.of(
          "maxAttempts",
          (double) ATTEMPTS_MAX,
          "initialBackoff",
          "0.05s",
          "maxBackoff",
          "1s",
          "backoffMultiplier",
          2.0,
          "retryableStatusCodes",
          List.of("UNAVAILABLE"));

  private final ManagedChannel channel;
  private final MetaServiceBlockingStub stub;
  private final ScheduledExecutorService reconnects =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("meta-reconnect").factory());

  private MetaLink(ManagedChannel channel, MetaServiceBlockingStub stub) {
    this.channel = channel;
    this.stub = stub;
    var unused =
        reconnects.scheduleWithFixedDelay(
            this::reconnect, RECONNECT_MILLIS, RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void reconnect() {
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      channel.resetConnectBackoff();
    }
  }

  /**
   * @param target as gRPC names it; nothing is connected yet
   * @param tls null: plaintext
   */
  static MetaLink to(String target, PartToken token, @Nullable PartTls tls) {
    return to(target, token, tls, new MetaPatience());
  }

  /**
   * @param patience with calls that bring no deadline of their own
   */
  static MetaLink to(String target, PartToken token, @Nullable PartTls tls, MetaPatience patience) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(target, PartTls.ofClient(tls))
            .withOption(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) KeepAlive.CONNECTED_WITHIN.toMillis())
            .defaultLoadBalancingPolicy("round_robin")
            .defaultServiceConfig(Map.of("methodConfig", List.of(retried())))
            .enableRetry()
            .maxRetryAttempts(ATTEMPTS_MAX)
            .keepAliveTime(KeepAlive.ASKED_EVERY.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(KeepAlive.ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS)
            .intercept(patience)
            .build();
    return new MetaLink(
        channel, MetaServiceGrpc.newBlockingStub(channel).withInterceptors(token.onCalls()));
  }

  private static Map<String, ?> retried() {
    List<Map<String, String>> names =
        MetaServiceGrpc.getServiceDescriptor().getMethods().stream()
            .filter(MethodDescriptor::isSafe)
            .map(method -> Map.of("service", SERVICE, "method", method.getBareMethodName()))
            .toList();
    return Map.of("name", names, "retryPolicy", AGAIN);
  }

  MetaServiceBlockingStub stub() {
    return stub;
  }

  /** Whether the group answers and is led. */
  PartStatus state() {
    return state(stub);
  }

  /** Whether the group behind a stub answers and is led. */
  public static PartStatus state(MetaServiceBlockingStub meta) {
    try {
      MetaStatus status =
          meta.withDeadlineAfter(STATE_SECONDS, TimeUnit.SECONDS)
              .getStatus(GetStatusRequest.getDefaultInstance());
      boolean led = !status.getLeaderId().isEmpty();
      return new PartStatus(
          PartStatus.META,
          led,
          led
              ? "leader " + status.getLeaderId() + ", log at " + status.getAppliedIndex()
              : "no leader");
    } catch (StatusRuntimeException e) {
      return new PartStatus(PartStatus.META, false, e.getStatus().toString());
    }
  }

  @Override
  public void close() {
    reconnects.shutdownNow();
    channel.shutdown();
    try {
      if (!channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        channel.shutdownNow();
      }
    } catch (InterruptedException e) {
      channel.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
