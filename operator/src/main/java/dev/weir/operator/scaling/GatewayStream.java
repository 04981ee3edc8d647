package dev.weir.operator.scaling;

import dev.weir.contracts.scaling.v1.ClusterDemand;
import dev.weir.contracts.scaling.v1.DemandReport;
import dev.weir.contracts.scaling.v1.DemandServiceGrpc;
import dev.weir.contracts.scaling.v1.WatchDemandRequest;
import dev.weir.operator.warehouse.Addresses.HostPort;
import dev.weir.operator.warehouse.PartPass;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one gateway tells. Opened once, closed once. Thread-safe. */
final class GatewayStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayStream.class);

  /** Three reports that did not come: the gateway repeats itself every two seconds. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(6);

  private static final int REPORT_BYTES_MAX = 1 << 20;

  private record Heard(DemandReport report, long nanos) {}

  private final HostPort gateway;
  private final ManagedChannel channel;
  private final long openedNanos = System.nanoTime();
  private volatile @Nullable Heard heard;
  private volatile boolean ended;

  private GatewayStream(HostPort gateway, ManagedChannel channel) {
    this.gateway = gateway;
    this.channel = channel;
  }

  /**
   * @param name that the gateway has to prove
   * @param listener told of each report, by a thread of the connection
   */
  static GatewayStream open(
      HostPort gateway, String name, PartPass pass, Consumer<List<ClusterDemand>> listener) {
    GatewayStream stream =
        new GatewayStream(
            gateway, pass.channel(gateway, name).maxInboundMessageSize(REPORT_BYTES_MAX).build());
    DemandServiceGrpc.newStub(stream.channel)
        .watch(WatchDemandRequest.getDefaultInstance(), stream.receiver(listener));
    return stream;
  }

  private StreamObserver<DemandReport> receiver(Consumer<List<ClusterDemand>> listener) {
    return new StreamObserver<>() {
      @Override
      public void onNext(DemandReport report) {
        heard = new Heard(report, System.nanoTime());
        listener.accept(report.getClustersList());
      }

      @Override
      public void onError(Throwable failure) {
        LOG.debug("demand of gateway={} broke off", gateway, failure);
        ended = true;
      }

      @Override
      public void onCompleted() {
        ended = true;
      }
    };
  }

  /** Whether nothing more will come. */
  boolean isBroken() {
    return ended || silentNanos() > SILENCE_NANOS;
  }

  private long silentNanos() {
    Heard last = heard;
    return System.nanoTime() - (last == null ? openedNanos : last.nanos());
  }

  /** What it has told of that cluster. */
  Demand of(String cluster) {
    Heard last = heard;
    if (last == null || isBroken()) {
      return Demand.UNKNOWN;
    }
    for (ClusterDemand one : last.report().getClustersList()) {
      if (one.getCluster().equals(cluster)) {
        return new Demand(
            one.getQueued(),
            one.getRunning(),
            Duration.ofMillis(one.getIdleMillis()),
            one.getAsked(),
            true);
      }
    }
    return new Demand(0, 0, Duration.ofMillis(last.report().getUptimeMillis()), false, true);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
