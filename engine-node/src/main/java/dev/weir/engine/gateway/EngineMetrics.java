package dev.weir.engine.gateway;

import dev.weir.contracts.query.QueryStatus;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.Histogram;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** What the node tells Prometheus about queries. Thread-safe. */
public final class EngineMetrics {
  private static final double MICROS_PER_SECOND = 1e6;

  private final Counter queries;
  private final Counter cacheHits;
  private final Counter rowsReturned;
  private final Counter bytesRead;
  private final Histogram seconds;
  private final CollectorRegistry registry;

  /**
   * @param registry where they are shown; each can hold the metrics of one node
   */
  public EngineMetrics(CollectorRegistry registry) {
    this.registry = registry;
    queries =
        Counter.build("weir_queries", "Queries that ended, by state.")
            .labelNames("state")
            .register(registry);
    cacheHits =
        Counter.build("weir_result_cache_hits", "Queries answered from the result cache.")
            .register(registry);
    rowsReturned = Counter.build("weir_query_rows", "Rows of results.").register(registry);
    bytesRead =
        Counter.build("weir_query_read_bytes", "Bytes read from data files.").register(registry);
    seconds =
        Histogram.build("weir_query_seconds", "From submission to the last batch.")
            .buckets(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 60, 600)
            .register(registry);
  }

  void ended(QueryStatus status) {
    queries.labels(status.state().name().toLowerCase(Locale.ROOT)).inc();
    if (status.stats().cacheHit()) {
      cacheHits.inc();
    }
    rowsReturned.inc(status.stats().rowsReturned());
    bytesRead.inc(status.stats().bytesRead());
    seconds.observe(status.stats().totalMicros() / MICROS_PER_SECOND);
  }

  /** Shows how many connections of the SQL engine are in use. */
  public static void watchConnections(CollectorRegistry registry, IntSupplier lent) {
    new Collector() {
      @Override
      public List<MetricFamilySamples> collect() {
        return List.of(
            new GaugeMetricFamily(
                "weir_sql_connections", "Connections of the SQL engine in use.", lent.getAsInt()));
      }
    }.register(registry);
  }

  /** Shows what is asked of the clusters in all, asked when Prometheus asks. */
  void watch(Supplier<List<Demand>> demand) {
    new Collector() {
      @Override
      public List<MetricFamilySamples> collect() {
        List<Demand> now = demand.get();
        return List.of(
            new GaugeMetricFamily(
                "weir_queries_running",
                "Queries that run.",
                now.stream().mapToInt(Demand::running).sum()),
            new GaugeMetricFamily(
                "weir_queries_queued",
                "Queries that wait.",
                now.stream().mapToInt(Demand::queued).sum()));
      }
    }.register(registry);
  }

  /** Shows what is asked of each cluster, where there can be several. */
  public static void watchClusters(CollectorRegistry registry, Supplier<List<Demand>> demand) {
    new Collector() {
      @Override
      public List<MetricFamilySamples> collect() {
        List<Demand> now = demand.get();
        return List.of(
            each(now, "weir_cluster_queries_running", "Queries that run.", Demand::running),
            each(now, "weir_cluster_queries_queued", "Queries that wait.", Demand::queued),
            each(
                now,
                "weir_cluster_queries_held",
                "Queries that wait because there is no node for them.",
                Demand::held),
            each(now, "weir_cluster_nodes", "Nodes that take queries.", Demand::nodes));
      }
    }.register(registry);
  }

  private static GaugeMetricFamily each(
      List<Demand> demand, String name, String help, ToIntFunction<Demand> value) {
    GaugeMetricFamily family = new GaugeMetricFamily(name, help, List.of("cluster"));
    demand.forEach(one -> family.addMetric(List.of(one.cluster()), value.applyAsInt(one)));
    return family;
  }
}
