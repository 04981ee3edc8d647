package dev.weir.operator.compute;

import dev.weir.crds.cluster.CacheStrategy;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.cluster.ComputeClusterSpec;
import dev.weir.crds.cluster.ComputeClusterStatus;
import dev.weir.crds.cluster.QueryLimits;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Conditions;
import dev.weir.crds.condition.Reason;
import dev.weir.operator.apply.Rollout;
import dev.weir.operator.warehouse.WarehouseNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status of a ComputeCluster from what was observed. Pure but for the time it is given. */
final class ComputeClusterStatusFactory {
  private final ComputeCluster cluster;
  private final @Nullable ComputeClusterStatus before;
  private final Conditions conditions;

  ComputeClusterStatusFactory(ComputeCluster cluster, Instant now) {
    this.cluster = cluster;
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

  /** Objects could not be written. */
  ComputeClusterStatus failed(String message) {
    return stopped(Reason.APPLY_FAILED, message);
  }

  private ComputeClusterStatus stopped(Reason reason, String message) {
    conditions
        .fails(ConditionType.RECONCILING, reason, "nothing is being changed")
        .fails(ConditionType.READY, reason, message);
    return status(
        before == null ? null : before.replicas(),
        before == null ? null : before.readyReplicas(),
        message);
  }

  /** Everything was written; how far the pods have come. */
  ComputeClusterStatus applied(Rollout nodes) {
    accept();
    conditions.holds(ConditionType.RESOLVED_REFS, Reason.RESOLVED, "the Warehouse was found");
    boolean suspended = cluster.getSpec().suspend();
    String text = "%d of %d nodes ready".formatted(nodes.ready(), nodes.wanted());
    if (suspended) {
      conditions.holds(
          ConditionType.SUSPENDED, Reason.SUSPENDED_BY_USER, "spec.suspend is set; take it back");
    } else {
      conditions.fails(ConditionType.SUSPENDED, Reason.AS_SPECIFIED, "it takes queries");
    }
    if (nodes.complete()) {
      conditions
          .fails(ConditionType.RECONCILING, Reason.AS_SPECIFIED, "nothing is being changed")
          .holds(
              ConditionType.READY,
              suspended ? Reason.SUSPENDED_BY_USER : Reason.AS_SPECIFIED,
              text);
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
    return status(nodes.existing(), nodes.ready(), null);
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
    if (spec.autoscaling() != null) {
      unused.add(
          "spec.autoscaling (scaling by demand is not there yet: %d nodes are kept)"
              .formatted(ComputeModel.replicasOf(spec)));
    }
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
      @Nullable Integer replicas, @Nullable Integer ready, @Nullable String error) {
    return new ComputeClusterStatus(
        conditions.toList(),
        cluster.getMetadata().getGeneration(),
        replicas,
        selector(),
        ready,
        ComputeModel.replicasOf(cluster.getSpec()),
        null,
        null,
        null,
        null,
        error);
  }

  private String selector() {
    return ComputeModel.labelsOf(cluster).selector(WarehouseNames.COMPUTE).entrySet().stream()
        .map(Map.Entry::toString)
        .collect(Collectors.joining(","));
  }
}
