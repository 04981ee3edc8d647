package dev.weir.web.remote;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.v1.QueryDoorGrpc;
import dev.weir.contracts.query.v1.QueryDoorGrpc.QueryDoorBlockingV2Stub;
import io.grpc.ManagedChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The gateways that there are, each with a channel that is kept. Thread-safe. */
public final class GatewayPods implements AutoCloseable {
  private static final int MESSAGE_BYTES_MAX = 64 << 20;
  private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CLOSE_SECONDS = 5;

  private final Supplier<List<String>> addresses;
  private final Function<String, ManagedChannel> channels;
  private final PartToken token;
  private final Map<String, ManagedChannel> open = new HashMap<>();
  private List<String> known = List.of();
  private long knownSince;

  /**
   * @param addresses of all gateways that answer, asked once a second at most
   * @param channels makes the channel to an address
   * @param token that gateways ask for
   */
  public GatewayPods(
      Supplier<List<String>> addresses,
      Function<String, ManagedChannel> channels,
      PartToken token) {
    this.addresses = addresses;
    this.channels = channels;
    this.token = token;
  }

  /**
   * Every gateway, the caller's own first.
   *
   * @throws WeirException UNAVAILABLE when there is none
   */
  synchronized List<QueryDoorBlockingV2Stub> inOrder(Caller caller) {
    long now = System.nanoTime();
    if (known.isEmpty() || now - knownSince > KNOWN_NANOS) {
      known = List.copyOf(addresses.get());
      knownSince = now;
      forgetOthers();
    }
    if (known.isEmpty()) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE, "no gateway is ready", "Try again in a moment.");
    }
    return GatewayChoice.inOrder(caller.tenant(), caller.principal(), known).stream()
        .map(this::stub)
        .toList();
  }

  /** Those that are gone; calls under way end by themselves. */
  private void forgetOthers() {
    open.entrySet()
        .removeIf(
            entry -> {
              boolean gone = !known.contains(entry.getKey());
              if (gone) {
                entry.getValue().shutdown();
              }
              return gone;
            });
  }

  private QueryDoorBlockingV2Stub stub(String address) {
    ManagedChannel channel = open.computeIfAbsent(address, channels);
    return QueryDoorGrpc.newBlockingV2Stub(channel)
        .withMaxInboundMessageSize(MESSAGE_BYTES_MAX)
        .withInterceptors(token.onCalls());
  }

  @Override
  public synchronized void close() {
    open.values().forEach(ManagedChannel::shutdown);
    for (ManagedChannel channel : open.values()) {
      try {
        if (!channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
          channel.shutdownNow();
        }
      } catch (InterruptedException e) {
        channel.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
    open.clear();
  }
}
