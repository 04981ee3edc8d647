package dev.weir.engine.files;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.function.LongSupplier;

/** What the cache of data files tells Prometheus. Thread-safe. */
public final class FileCacheMetrics {
  private final Counter hits;
  private final Counter misses;
  private final Counter bytesFetched;
  private final CollectorRegistry registry;

  /**
   * @param registry where they are shown; each can hold the metrics of one cache
   */
  public FileCacheMetrics(CollectorRegistry registry) {
    this.registry = registry;
    hits =
        Counter.build("weir_file_cache_hits", "Data files that a query found on this machine.")
            .register(registry);
    misses =
        Counter.build("weir_file_cache_misses", "Data files that a query had to have fetched.")
            .register(registry);
    bytesFetched =
        Counter.build("weir_file_cache_fetched_bytes", "Bytes of data files that were fetched.")
            .register(registry);
  }

  void taken(int found, int missing) {
    hits.inc(found);
    misses.inc(missing);
  }

  void fetched(long bytes) {
    bytesFetched.inc(bytes);
  }

  void watch(LongSupplier bytesKept) {
    new Collector() {
      @Override
      public List<MetricFamilySamples> collect() {
        return List.of(
            new GaugeMetricFamily(
                "weir_file_cache_bytes",
                "Bytes of data files on this machine, those on their way included.",
                bytesKept.getAsLong()));
      }
    }.register(registry);
  }
}
