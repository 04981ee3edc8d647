package dev.weir.web.remote;

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

  private final Supplier<List<String>> readyAddresses;
  private final Supplier<List<String>> allAddresses;
  private final Function<String, ManagedChannel> channels;
  private final PartToken token;
  private final Map<String, ManagedChannel> open = new HashMap<>();
  private List<String> ready = List.of();
  private List<String> others = List.of();
  private long knownSince;

  /**
   * @param ready addresses of all gateways that take queries, asked once a second at most
   * @param all addresses of those and of others that may have queries, as those that end; they need
   *     not answer
   * @param channels makes the channel to an address
   * @param token that gateways ask for
   */
  public GatewayPods(
      Supplier<List<String>> ready,
      Supplier<List<String>> all,
      Function<String, ManagedChannel> channels,
      PartToken token) {
    this.readyAddresses = ready;
    this.allAddresses = all;
    this.channels = channels;
    this.token = token;
  }

  /** Every gateway that takes queries, the caller's own first; none at times. */
  synchronized List<QueryDoorBlockingV2Stub> inOrder(Caller caller) {
    look();
    return GatewayChoice.inOrder(caller.tenant(), caller.principal(), ready).stream()
        .map(this::stub)
        .toList();
  }

  /** Those that take none: they end, begin, or are lost. */
  synchronized List<QueryDoorBlockingV2Stub> others() {
    look();
    return others.stream().map(this::stub).toList();
  }

  private void look() {
    long now = System.nanoTime();
    if (ready.isEmpty() || now - knownSince > KNOWN_NANOS) {
      ready = List.copyOf(readyAddresses.get());
      others = allAddresses.get().stream().filter(one -> !ready.contains(one)).toList();
      knownSince = now;
      forgetTheRest();
    }
  }

  /** Calls under way end by themselves. */
  private void forgetTheRest() {
    open.entrySet()
        .removeIf(
            entry -> {
              boolean gone = !ready.contains(entry.getKey()) && !others.contains(entry.getKey());
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
