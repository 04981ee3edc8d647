package dev.weir.operator.compute;

import dev.weir.crds.cluster.CacheStrategy;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.cluster.ComputeClusterSpec;
import dev.weir.crds.cluster.ComputeClusterStatus;
import dev.weir.crds.cluster.QueryLimits;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Conditions;
import dev.weir.crds.condition.Reason;
import dev.weir.operator.apply.Pause;
import dev.weir.operator.apply.Rollout;
import dev.weir.operator.scaling.Demand;
import dev.weir.operator.scaling.Scaling;
import dev.weir.operator.warehouse.WarehouseNames;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status of a ComputeCluster from what was observed. Pure but for the time it is given. */
final class ComputeClusterStatusFactory {
  private static final Duration SAME_TIME = Duration.ofSeconds(20);

  private final ComputeCluster cluster;
  private final Instant now;
  private final @Nullable ComputeClusterStatus before;
  private final Conditions conditions;

  ComputeClusterStatusFactory(ComputeCluster cluster, Instant now) {
    this.cluster = cluster;
    this.now = now;
    this.before = cluster.getStatus();
    this.conditions =
        new Conditions(
            before == null ? List.of() : before.conditions(),
            cluster.getMetadata().getGeneration(),
            now);
  }

  /** This version cannot make it true. */
  ComputeClusterStatus refused(Reason reason, String message) {
    conditions.fails(ConditionType.ACCEPTED, reason, message);
    return stopped(reason, message);
  }

  /** Its Warehouse is not there. */
  ComputeClusterStatus unresolved(Reason reason, String message) {
    accept();
    conditions.fails(ConditionType.RESOLVED_REFS, reason, message);
    return stopped(reason, message);
  }

  /** Nothing is to be done. What runs goes on. */
  ComputeClusterStatus paused() {
    Pause.tell(cluster, before == null ? List.of() : before.conditions(), conditions);
    return kept(null);
  }

  /** Objects could not be written. */
  ComputeClusterStatus failed(String message) {
    return stopped(Reason.APPLY_FAILED, message);
  }

  private ComputeClusterStatus stopped(Reason reason, String message) {
    conditions
        .fails(ConditionType.RECONCILING, reason, "nothing is being changed")
        .fails(ConditionType.READY, reason, message);
    return kept(message);
  }

  /** With the numbers as they were. */
  private ComputeClusterStatus kept(@Nullable String error) {
    return status(
        before == null ? null : before.replicas(),
        before == null ? null : before.readyReplicas(),
        before == null ? null : before.desiredReplicas(),
        null,
        error);
  }

  /**
   * Everything was written; how far the pods have come.
   *
   * @param scaling null where the specification says how many nodes there are
   */
  ComputeClusterStatus applied(Rollout nodes, @Nullable Scaling scaling) {
    accept();
    conditions.holds(ConditionType.RESOLVED_REFS, Reason.RESOLVED, "the Warehouse was found");
    Reason asleep = asleep(nodes, scaling);
    boolean suspended = asleep != null;
    String text = text(nodes, scaling);
    if (asleep == Reason.SUSPENDED_BY_USER) {
      conditions.holds(ConditionType.SUSPENDED, asleep, "spec.suspend is set; take it back");
    } else if (asleep != null) {
      conditions.holds(
          ConditionType.SUSPENDED, asleep, "nothing is asked of it; the next query wakes it");
    } else {
      conditions.fails(ConditionType.SUSPENDED, Reason.AS_SPECIFIED, "it takes queries");
    }
    if (nodes.complete()) {
      conditions
          .fails(ConditionType.RECONCILING, Reason.AS_SPECIFIED, "nothing is being changed")
          .holds(ConditionType.READY, suspended ? asleep : Reason.AS_SPECIFIED, text);
    } else {
      Reason reason = nodes.updated() ? Reason.PROGRESSING : Reason.ROLLING_UPDATE;
      conditions
          .holds(ConditionType.RECONCILING, reason, text)
          .fails(ConditionType.READY, reason, text);
    }
    if (nodes.ready() > 0 && nodes.ready() < nodes.wanted()) {
      conditions.holds(ConditionType.DEGRADED, Reason.REPLICAS_MISSING, text);
    } else {
      conditions.fails(
          ConditionType.DEGRADED, Reason.AS_SPECIFIED, "it serves with as many nodes as wanted");
    }
    return status(nodes.existing(), nodes.ready(), nodes.wanted(), scaling, null);
  }

  /** Why it has no nodes; null when it has some. */
  private @Nullable Reason asleep(Rollout nodes, @Nullable Scaling scaling) {
    if (cluster.getSpec().suspend()) {
      return Reason.SUSPENDED_BY_USER;
    }
    return scaling != null && nodes.wanted() == 0 ? Reason.IDLE : null;
  }

  private static String text(Rollout nodes, @Nullable Scaling scaling) {
    String text = "%d of %d nodes ready".formatted(nodes.ready(), nodes.wanted());
    if (scaling == null) {
      return text;
    }
    if (!scaling.demand().complete()) {
      text += "; not every gateway tells what is asked of it, so that none goes";
    }
    return scaling.waiting() == null ? text : text + "; " + scaling.waiting();
  }

  private void accept() {
    List<String> unused = unused(cluster.getSpec());
    conditions.holds(
        ConditionType.ACCEPTED,
        Reason.VALID,
        unused.isEmpty()
            ? "the specification is valid"
            : "the specification is valid; nothing acts on these fields in this version: "
                + String.join(", ", unused));
  }

  private static List<String> unused(ComputeClusterSpec spec) {
    List<String> unused = new ArrayList<>();
    if (spec.cache().strategy() != CacheStrategy.LOAD_ON_DEMAND) {
      unused.add("spec.cache.strategy");
    }
    QueryLimits plain = new QueryLimits(null, null, null, null, null, null);
    QueryLimits limits = spec.limits();
    addUnlessSame(unused, "spec.limits.queueMax", limits.queueMax(), plain.queueMax());
    addUnlessSame(
        unused,
        "spec.limits.statementTimeout",
        limits.statementTimeout(),
        plain.statementTimeout());
    addUnlessSame(unused, "spec.limits.memory", limits.memory(), null);
    addUnlessSame(unused, "spec.limits.spill", limits.spill(), null);
    addUnlessSame(
        unused, "spec.limits.resultRowsMax", limits.resultRowsMax(), plain.resultRowsMax());
    return unused;
  }

  private static void addUnlessSame(
      List<String> unused, String path, @Nullable Object given, @Nullable Object plain) {
    if (!Objects.equals(given, plain)) {
      unused.add(path);
    }
  }

  private ComputeClusterStatus status(
      @Nullable Integer replicas,
      @Nullable Integer ready,
      @Nullable Integer desired,
      @Nullable Scaling scaling,
      @Nullable String error) {
    Demand demand = scaling == null ? null : scaling.demand();
    return new ComputeClusterStatus(
        conditions.toList(),
        cluster.getMetadata().getGeneration(),
        replicas,
        selector(),
        ready,
        desired,
        demand == null ? null : demand.running(),
        demand == null ? null : demand.queued(),
        lastQueryTime(demand),
        lastScaleReason(scaling),
        error);
  }

  private @Nullable String lastScaleReason(@Nullable Scaling scaling) {
    if (scaling != null && scaling.reason() != null) {
      return scaling.reason();
    }
    return before == null ? null : before.lastScaleReason();
  }

  /** It is told to the second, and by clocks that are not one: what is near is the same. */
  private @Nullable String lastQueryTime(@Nullable Demand demand) {
    String known = before == null ? null : before.lastQueryTime();
    if (demand == null || !demand.asked()) {
      return known;
    }
    Instant last = now.minus(demand.idle()).truncatedTo(ChronoUnit.SECONDS);
    boolean same =
        known != null
            && Duration.between(Instant.parse(known), last).abs().compareTo(SAME_TIME) <= 0;
    return same ? known : last.toString();
  }

  private String selector() {
    return ComputeModel.labelsOf(cluster).selector(WarehouseNames.COMPUTE).entrySet().stream()
        .map(Map.Entry::toString)
        .collect(Collectors.joining(","));
  }
}
