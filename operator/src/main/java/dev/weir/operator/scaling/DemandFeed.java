package dev.weir.operator.scaling;

import dev.weir.operator.warehouse.Addresses;
import dev.weir.operator.warehouse.PartPass;
import dev.weir.operator.warehouse.WarehouseNames;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what is asked of the clusters of Warehouses, by a stream from every gateway. Thread-safe.
 */
public final class DemandFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemandFeed.class);

  /** How often gateways that have come, gone or broken off are looked for. */
  private static final long LOOK_MILLIS = 1_000;

  /** A Warehouse whose clusters nobody has asked about for so long is not followed any more. */
  private static final long FORGOTTEN_NANOS = TimeUnit.MINUTES.toNanos(30);

  private final Addresses addresses;
  private final Function<WarehouseNames, PartPass> passes;
  private final BiConsumer<WarehouseNames, String> more;
  private final Map<WarehouseNames, WarehouseFeed> feeds = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("demand-feed").factory());

  /**
   * @param passes what lets the operator in to a Warehouse's parts; asked for with each stream
   * @param more told the Warehouse and the cluster when more is asked of it than before; must not
   *     wait
   */
  public DemandFeed(
      Addresses addresses,
      Function<WarehouseNames, PartPass> passes,
      BiConsumer<WarehouseNames, String> more) {
    this.addresses = addresses;
    this.passes = passes;
    this.more = more;
    var unused =
        timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What is asked of a cluster. From the first call on its Warehouse is followed. */
  public Demand of(WarehouseNames warehouse, String cluster) {
    WarehouseFeed feed =
        feeds.computeIfAbsent(
            warehouse, names -> new WarehouseFeed(names, changed -> more.accept(names, changed)));
    return feed.of(cluster);
  }

  private void look() {
    for (WarehouseFeed feed : feeds.values()) {
      WarehouseNames names = feed.warehouse();
      try {
        if (feed.unusedNanos() > FORGOTTEN_NANOS) {
          feeds.remove(names);
          feed.close();
        } else {
          feed.follow(addresses.gateways(names), () -> passes.apply(names));
        }
      } catch (RuntimeException e) {
        // The next round tries again.
        LOG.debug("demand of namespace={} warehouse={}", names.namespace(), names.name(), e);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    feeds.values().forEach(WarehouseFeed::close);
    feeds.clear();
  }
}
