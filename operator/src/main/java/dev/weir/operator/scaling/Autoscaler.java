package dev.weir.operator.scaling;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ComputeNode;
import dev.weir.crds.cluster.Autoscaling;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.warehouse.WarehouseNames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives each ComputeCluster with {@code autoscaling} as many nodes as there is work. A node goes
 * only when it has nothing to do and gets nothing any more. Thread-safe; of one cluster one call at
 * a time.
 */
public final class Autoscaler {
  /** While nodes are to go. */
  private static final Duration SOON = Duration.ofSeconds(1);

  /** While there are nodes that may be too many. */
  private static final Duration LATER = Duration.ofSeconds(5);

  private static final Duration SELDOM = Duration.ofSeconds(30);

  /** How often the status tells other numbers of queries. */
  private static final long TOLD_NANOS = Duration.ofSeconds(15).toNanos();

  private static final int CLUSTERS_MAX = 10_000;

  private final DemandFeed feed;
  private final ComputeNodes nodes;
  private final DeletionCosts costs;
  private final Duration window;
  private final Map<String, State> states =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, State> eldest) {
          return size() > CLUSTERS_MAX;
        }
      };

  /** What is remembered of a cluster. A restart forgets it, which only delays that nodes go. */
  private static final class State {
    private final NeededHistory history;

    /** Whether some nodes may be marked to take no queries; nobody knows at first. */
    private boolean marked = true;

    private @Nullable Demand told;
    private long toldNanos;

    State(Duration window) {
      this.history = new NeededHistory(window);
    }

    Demand tell(Demand demand) {
      if (told == null || System.nanoTime() - toldNanos >= TOLD_NANOS) {
        told = demand;
        toldNanos = System.nanoTime();
      }
      return told;
    }
  }

  /**
   * @param window how long there must have been too little work before nodes go
   */
  public Autoscaler(DemandFeed feed, ComputeNodes nodes, DeletionCosts costs, Duration window) {
    this.feed = feed;
    this.nodes = nodes;
    this.costs = costs;
    this.window = window;
  }

  /**
   * Looks at a cluster.
   *
   * @param cluster with {@code autoscaling}
   * @param now nodes that there should be so far; null when none were ever made
   * @param selector of its pods
   * @param ordered whether its pods go in the order of their numbers
   */
  public Scaling look(
      ComputeCluster cluster,
      Warehouse warehouse,
      @Nullable Integer now,
      Map<String, String> selector,
      boolean ordered) {
    Autoscaling settings = Objects.requireNonNull(cluster.getSpec().autoscaling());
    String name = cluster.getMetadata().getName();
    Demand demand = feed.of(WarehouseNames.of(warehouse), name);
    State state = state(cluster.getMetadata().getUid());
    if (now == null) {
      // One at first, so that what was asked for is seen to work.
      return new Scaling(Math.max(1, settings.min()), null, null, state.tell(demand), LATER);
    }
    long nanos = System.nanoTime();
    state.history.add(nanos, demand.complete() ? ScalingRule.needed(settings, demand) : now);
    ScalingRule.Decision decision =
        ScalingRule.decide(settings, now, demand, state.history.peak(nanos));
    String waiting = drain(cluster, warehouse, now, decision.nodes(), selector, ordered, state);
    Demand told = state.tell(demand);
    if (waiting != null) {
      return new Scaling(now, null, waiting, told, SOON);
    }
    boolean mayLose = decision.nodes() > settings.min();
    Duration again = state.marked ? SOON : mayLose ? LATER : SELDOM;
    return new Scaling(decision.nodes(), decision.reason(), null, told, again);
  }

  private State state(String uid) {
    synchronized (states) {
      return states.computeIfAbsent(uid, key -> new State(window));
    }
  }

  /** What has to end before there are only {@code wanted} nodes; null when nothing has. */
  private @Nullable String drain(
      ComputeCluster cluster,
      Warehouse warehouse,
      int now,
      int wanted,
      Map<String, String> selector,
      boolean ordered,
      State state) {
    if (wanted >= now && !state.marked) {
      return null;
    }
    DrainPlan plan;
    try {
      plan =
          nodes.keep(
              WarehouseNames.of(warehouse),
              warehouse.getSpec().meta().replicas(),
              cluster.getMetadata().getName(),
              wanted,
              ordered);
    } catch (WeirException e) {
      // Without the catalog nobody can tell whether a node has something to do.
      return wanted < now ? "the catalog does not answer: " + e.getMessage() : null;
    }
    state.marked = !plan.going().isEmpty();
    if (wanted >= now) {
      return null;
    }
    if (!plan.free()) {
      return "%d nodes finish their queries before they go".formatted(plan.going().size());
    }
    if (!ordered) {
      costs.goFirst(
          cluster.getMetadata().getNamespace(),
          selector,
          plan.going().stream().map(ComputeNode::getHost).toList());
    }
    return null;
  }
}
