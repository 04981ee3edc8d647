package dev.weir.operator.scaling;

import dev.weir.contracts.scaling.v1.ClusterDemand;
import dev.weir.operator.warehouse.Addresses.HostPort;
import dev.weir.operator.warehouse.PartPass;
import dev.weir.operator.warehouse.WarehouseNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The streams of one Warehouse's gateways, and what they tell together. Thread-safe. */
final class WarehouseFeed implements AutoCloseable {
  private final WarehouseNames warehouse;
  private final Consumer<String> more;
  private final Map<HostPort, GatewayStream> streams = new HashMap<>();

  /** Queries of each cluster when somebody was told last, or fewer since. */
  private final Map<String, Integer> told = new HashMap<>();

  private boolean known;
  private long usedNanos = System.nanoTime();

  /**
   * @param more told the cluster of which more is asked than before
   */
  WarehouseFeed(WarehouseNames warehouse, Consumer<String> more) {
    this.warehouse = warehouse;
    this.more = more;
  }

  WarehouseNames warehouse() {
    return warehouse;
  }

  /** How long nobody has asked. */
  synchronized long unusedNanos() {
    return System.nanoTime() - usedNanos;
  }

  /** Follows exactly those gateways. */
  synchronized void follow(Collection<HostPort> gateways, Supplier<PartPass> pass) {
    known = !gateways.isEmpty();
    Set<HostPort> gone = new HashSet<>(streams.keySet());
    gone.removeAll(gateways);
    gone.forEach(gateway -> streams.remove(gateway).close());
    for (HostPort gateway : gateways) {
      GatewayStream stream = streams.get(gateway);
      if (stream != null && stream.isBroken()) {
        stream.close();
        stream = null;
      }
      if (stream == null) {
        streams.put(
            gateway,
            GatewayStream.open(gateway, warehouse.gatewayName(), pass.get(), this::reported));
      }
    }
  }

  private void reported(List<ClusterDemand> clusters) {
    for (ClusterDemand cluster : clusters) {
      if (isMore(cluster.getCluster())) {
        more.accept(cluster.getCluster());
      }
    }
  }

  private synchronized boolean isMore(String cluster) {
    int now = sum(cluster).wanted();
    Integer before = told.put(cluster, now);
    return now > (before == null ? 0 : before);
  }

  /** What is asked of that cluster. */
  synchronized Demand of(String cluster) {
    usedNanos = System.nanoTime();
    return sum(cluster);
  }

  private Demand sum(String cluster) {
    if (!known) {
      return Demand.UNKNOWN;
    }
    int queued = 0;
    int running = 0;
    Duration idle = null;
    boolean asked = false;
    boolean complete = true;
    for (GatewayStream stream : streams.values()) {
      Demand one = stream.of(cluster);
      queued += one.queued();
      running += one.running();
      asked |= one.asked();
      complete &= one.complete();
      idle = idle == null || one.idle().compareTo(idle) < 0 ? one.idle() : idle;
    }
    return new Demand(queued, running, idle == null ? Duration.ZERO : idle, asked, complete);
  }

  @Override
  public synchronized void close() {
    streams.values().forEach(GatewayStream::close);
    streams.clear();
    known = false;
  }
}
