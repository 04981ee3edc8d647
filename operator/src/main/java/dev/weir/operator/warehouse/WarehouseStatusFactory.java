package dev.weir.operator.warehouse;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Conditions;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.warehouse.PartStatus;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.crds.warehouse.WarehouseStatus;
import dev.weir.operator.apply.Observed;
import dev.weir.operator.apply.Pause;
import dev.weir.operator.apply.Rollout;
import dev.weir.operator.membership.MembershipPlan;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status of a Warehouse from what was observed. Pure but for the time that it is given. */
final class WarehouseStatusFactory {
  private final Warehouse warehouse;
  private final @Nullable WarehouseStatus before;
  private final Conditions conditions;

  WarehouseStatusFactory(Warehouse warehouse, Instant now) {
    this.warehouse = warehouse;
    this.before = warehouse.getStatus();
    this.conditions =
        new Conditions(
            before == null ? List.of() : before.conditions(),
            warehouse.getMetadata().getGeneration(),
            now);
  }

  /** The specification cannot be made true. What runs goes on. */
  WarehouseStatus refused(String text) {
    conditions.fails(ConditionType.ACCEPTED, Reason.INVALID_SPEC, text);
    return stopped(Reason.INVALID_SPEC, text);
  }

  /** Something that it names is not there. What runs goes on. */
  WarehouseStatus unresolved(List<String> missing) {
    return unresolved(Reason.SECRET_NOT_FOUND, missing);
  }

  /** Certificates of the issuer that it names are not there. What runs goes on. */
  WarehouseStatus unissued(List<String> waited) {
    return unresolved(Reason.REFERENCE_NOT_READY, waited);
  }

  private WarehouseStatus unresolved(Reason reason, List<String> missing) {
    accept();
    String text = String.join("\n", missing);
    conditions.fails(ConditionType.RESOLVED_REFS, reason, text);
    return stopped(reason, text);
  }

  /** Nothing is to be done. What runs goes on. */
  WarehouseStatus paused() {
    Pause.tell(warehouse, before == null ? List.of() : before.conditions(), conditions);
    return kept(null);
  }

  /** Objects could not be written. */
  WarehouseStatus failed(String message) {
    return stopped(Reason.APPLY_FAILED, message);
  }

  private WarehouseStatus stopped(Reason reason, String text) {
    conditions
        .fails(ConditionType.RECONCILING, reason, "nothing is being changed")
        .fails(ConditionType.READY, reason, text);
    return kept(text);
  }

  /** With everything but the conditions as it was. */
  private WarehouseStatus kept(@Nullable String error) {
    return status(
        before == null ? List.of() : before.parts(),
        before == null ? null : before.version(),
        error,
        before != null && Boolean.TRUE.equals(before.metaFounded()));
  }

  /**
   * Everything was written; how far the pods have come.
   *
   * @param waiting parts that get another image after others, with the part that each waits for
   */
  WarehouseStatus applied(
      WarehouseModel model,
      Observed objects,
      MembershipPlan membership,
      Map<String, String> waiting) {
    accept();
    conditions.holds(ConditionType.RESOLVED_REFS, Reason.RESOLVED, "every Secret was found");
    Map<String, Rollout> rollouts = rollouts(model, objects);
    List<String> behind =
        rollouts.entrySet().stream()
            .filter(part -> !part.getValue().complete())
            .map(
                part ->
                    "%s %d of %d ready"
                        .formatted(
                            part.getKey(), part.getValue().ready(), part.getValue().wanted()))
            .collect(Collectors.toList());
    if (!membership.settled()) {
      behind.add(membership.message());
    }
    waiting.forEach((part, other) -> behind.add(part + " gets its new version after " + other));
    boolean rolling =
        !waiting.isEmpty() || rollouts.values().stream().anyMatch(part -> !part.updated());
    boolean degraded =
        rollouts.values().stream()
            .anyMatch(part -> part.ready() > 0 && part.ready() < part.wanted());
    String text = String.join(", ", behind);
    if (behind.isEmpty()) {
      String url = IngressObjects.publicUrl(warehouse);
      conditions
          .fails(ConditionType.RECONCILING, Reason.AS_SPECIFIED, "nothing is being changed")
          .holds(ConditionType.READY, Reason.AS_SPECIFIED, "at " + url);
    } else {
      Reason reason = rolling ? Reason.ROLLING_UPDATE : Reason.PROGRESSING;
      conditions
          .holds(ConditionType.RECONCILING, reason, text)
          .fails(
              ConditionType.READY, degraded && !rolling ? Reason.REPLICAS_MISSING : reason, text);
    }
    if (degraded) {
      conditions.holds(ConditionType.DEGRADED, Reason.REPLICAS_MISSING, text);
    } else {
      conditions.fails(
          ConditionType.DEGRADED,
          Reason.AS_SPECIFIED,
          "no part serves with fewer pods than wanted");
    }
    List<PartStatus> parts =
        rollouts.entrySet().stream()
            .map(
                part ->
                    new PartStatus(
                        part.getKey(), part.getValue().wanted(), part.getValue().ready(), null))
            .toList();
    String version =
        behind.isEmpty() ? tag(model.image()) : before == null ? null : before.version();
    return status(parts, version, null, membership.founded());
  }

  private void accept() {
    List<String> unused = WarehouseValidation.unused(warehouse.getSpec());
    conditions.holds(
        ConditionType.ACCEPTED,
        Reason.VALID,
        unused.isEmpty()
            ? "the specification is valid"
            : "the specification is valid; nothing acts on these fields in this version: "
                + String.join(", ", unused));
  }

  private static Map<String, Rollout> rollouts(WarehouseModel model, Observed objects) {
    WarehouseNames names = model.names();
    Map<String, Rollout> rollouts = new LinkedHashMap<>();
    put(rollouts, WarehouseNames.STORAGE, objects.find(StatefulSet.class, names.storage()));
    put(rollouts, WarehouseNames.DATABASE, objects.find(StatefulSet.class, names.database()));
    put(rollouts, WarehouseNames.META, objects.find(StatefulSet.class, names.meta()));
    objects
        .find(Deployment.class, names.gateway())
        .ifPresent(found -> rollouts.put(WarehouseNames.GATEWAY, Rollout.of(found)));
    objects
        .find(Deployment.class, names.web())
        .ifPresent(found -> rollouts.put(WarehouseNames.WEB, Rollout.of(found)));
    return rollouts;
  }

  private static void put(
      Map<String, Rollout> rollouts, String part, java.util.Optional<StatefulSet> set) {
    set.ifPresent(found -> rollouts.put(part, Rollout.of(found)));
  }

  private WarehouseStatus status(
      List<PartStatus> parts, @Nullable String version, @Nullable String error, boolean founded) {
    WarehouseNames names = WarehouseNames.of(warehouse);
    return new WarehouseStatus(
        conditions.toList(),
        warehouse.getMetadata().getGeneration(),
        version,
        IngressObjects.publicUrl(warehouse),
        "grpc://" + names.host(names.gateway()) + ":" + PodEnvironment.FLIGHT_PORT,
        IngressObjects.catalogUrl(warehouse),
        parts,
        null,
        null,
        error,
        founded ? true : null);
  }

  private static String tag(String image) {
    return image.substring(image.lastIndexOf(':') + 1);
  }
}
