package dev.weir.operator.warehouse;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.crds.warehouse.MetaSettings;
import dev.weir.operator.pod.Claims;
import dev.weir.operator.pod.PartPod;
import dev.weir.operator.pod.PodDefaults;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/** The catalog: a group of pods, each with a name and a disk of its own. Pure. */
final class MetaObjects {
  private static final PodDefaults DEFAULTS = new PodDefaults("100m", "768Mi");

  /** Long enough to hand leadership over and close the log. */
  private static final long GRACE_SECONDS = 30;

  private MetaObjects() {}

  static List<HasMetadata> of(WarehouseModel model) {
    WarehouseNames names = model.names();
    Map<String, String> selector = model.labels().selector(WarehouseNames.META);
    return List.of(
        group(model),
        Services.headless(
            model.metadata(WarehouseNames.META, names.metaMembers()),
            selector,
            Map.of("grpc", PodEnvironment.META_PORT, "raft", PodEnvironment.RAFT_PORT)),
        Services.inside(
            model.metadata(WarehouseNames.META, names.meta()),
            selector,
            Map.of(
                "http",
                PodEnvironment.HTTP_PORT,
                "grpc",
                PodEnvironment.META_PORT,
                "https",
                PodEnvironment.HTTPS_PORT)),
        new PodDisruptionBudgetBuilder()
            .withMetadata(model.metadata(WarehouseNames.META, names.meta()))
            .withNewSpec()
            .withNewMaxUnavailable(1)
            .withNewSelector()
            .withMatchLabels(selector)
            .endSelector()
            .endSpec()
            .build(),
        members(model, selector));
  }

  /** Who founds the group. Beside the pods' template, so that it changes without their restart. */
  private static HasMetadata group(WarehouseModel model) {
    WarehouseNames names = model.names();
    return new ConfigMapBuilder()
        .withMetadata(model.metadata(WarehouseNames.META, names.metaGroup()))
        .addToData(PodEnvironment.META_FOUNDER_FILE, model.metaFounded() ? "" : names.metaPod(0))
        .build();
  }

  private static HasMetadata members(WarehouseModel model, Map<String, String> selector) {
    WarehouseNames names = model.names();
    MetaSettings meta = model.spec().meta();
    PartPod pod =
        WeirPods.of(WarehouseNames.META, model, meta.pod())
            .defaults(DEFAULTS)
            .graceSeconds(GRACE_SECONDS)
            .environment(
                PodEnvironment.META_MEMBER,
                "$("
                    + PodEnvironment.POD
                    + ")."
                    + names.host(names.metaMembers())
                    + ":"
                    + PodEnvironment.RAFT_PORT)
            .configFolder("meta-group", PodEnvironment.META_GROUP_FOLDER, names.metaGroup())
            .claimedFolder(WeirPods.DATA, WeirPods.DATA_FOLDER)
            .port("https", PodEnvironment.HTTPS_PORT)
            .port("grpc", PodEnvironment.META_PORT)
            .port("raft", PodEnvironment.RAFT_PORT)
            .apart(selector);
    WeirPods.admin(pod, model);
    model.storage().into(pod);
    return new StatefulSetBuilder()
        .withMetadata(model.metadata(WarehouseNames.META, names.meta()))
        .withNewSpec()
        .withReplicas(model.metaReplicas())
        .withServiceName(names.metaMembers())
        .withPodManagementPolicy("Parallel")
        .withPersistentVolumeClaimRetentionPolicy(Claims.replicated(model.spec().deletionPolicy()))
        .withNewSelector()
        .withMatchLabels(selector)
        .endSelector()
        .withTemplate(pod.template(model.labels().of(WarehouseNames.META)))
        .withVolumeClaimTemplates(Claims.of(WeirPods.DATA, meta.size(), meta.storageClassName()))
        .endSpec()
        .build();
  }
}
