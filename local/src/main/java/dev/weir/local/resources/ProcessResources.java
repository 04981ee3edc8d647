package dev.weir.local.resources;

import dev.weir.crds.WeirResource;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.cluster.ComputeClusterStatus;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Conditions;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.warehouse.Profile;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.crds.warehouse.WarehouseStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The kinds that are this process itself: a Warehouse and its ComputeClusters need no pods here.
 * Their settings for pods mean nothing on a laptop, and their status says what they are instead.
 */
public final class ProcessResources {
  private final String version;
  private final String url;
  private final String flightSqlUrl;

  /**
   * @param version of this process
   * @param url of its HTTP door
   * @param flightSqlUrl of its Flight SQL door
   */
  public ProcessResources(String version, String url, String flightSqlUrl) {
    this.version = version;
    this.url = url;
    this.flightSqlUrl = flightSqlUrl;
  }

  /** The status of a Warehouse or ComputeCluster; empty for every other kind. */
  Optional<WeirStatus> status(WeirResource<?, ?> resource, Instant now) {
    return switch (resource) {
      case Warehouse warehouse -> Optional.of(warehouse(warehouse, now));
      case ComputeCluster cluster -> Optional.of(cluster(cluster, now));
      default -> Optional.empty();
    };
  }

  private WarehouseStatus warehouse(Warehouse warehouse, Instant now) {
    Conditions conditions = conditions(warehouse, now);
    if (warehouse.getSpec().profile() == Profile.PRODUCTION) {
      conditions.fails(
          ConditionType.READY,
          Reason.INVALID_SPEC,
          "profile Production needs a cluster: this process keeps its metadata DB on the laptop's disk;"
              + " apply it with kubectl, or use profile: Development here");
    } else {
      conditions.holds(ConditionType.READY, Reason.AS_SPECIFIED, "this process, at " + url);
    }
    return new WarehouseStatus(
        conditions.toList(),
        warehouse.getMetadata().getGeneration(),
        version,
        url,
        flightSqlUrl,
        url + "/iceberg",
        List.of(),
        null,
        null,
        null);
  }

  private ComputeClusterStatus cluster(ComputeCluster cluster, Instant now) {
    Conditions conditions = conditions(cluster, now);
    conditions.holds(
        ConditionType.READY,
        Reason.AS_SPECIFIED,
        "one node, in this process; it is never suspended");
    return new ComputeClusterStatus(
        conditions.toList(),
        cluster.getMetadata().getGeneration(),
        1,
        null,
        1,
        1,
        null,
        null,
        null,
        null,
        null);
  }

  private static Conditions conditions(
      WeirResource<?, ? extends WeirStatus> resource, Instant now) {
    WeirStatus before = resource.getStatus();
    List<Condition> last = before == null ? List.of() : before.conditions();
    return new Conditions(last, resource.getMetadata().getGeneration(), now);
  }
}
