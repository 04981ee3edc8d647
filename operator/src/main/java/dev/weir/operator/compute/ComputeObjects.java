package dev.weir.operator.compute;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.crds.cluster.Cache;
import dev.weir.operator.pod.Claims;
import dev.weir.operator.pod.PartPod;
import dev.weir.operator.pod.PodDefaults;
import dev.weir.operator.warehouse.NetworkPolicies;
import dev.weir.operator.warehouse.StorageSettings;
import dev.weir.operator.warehouse.WarehouseNames;
import dev.weir.operator.warehouse.WeirPods;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** The nodes of a ComputeCluster. Pure. */
final class ComputeObjects {
  private static final PodDefaults DEFAULTS = new PodDefaults("1", "4Gi");

  /** Share of the disk for data files; the rest is for what queries spill. */
  private static final BigDecimal CACHE_SHARE = new BigDecimal("0.7");

  /** Queries that run are finished, up to this long. */
  private static final long GRACE_SECONDS = 120;

  private ComputeObjects() {}

  static List<HasMetadata> of(ComputeModel model) {
    return List.of(
        NetworkPolicies.compute(model.metadata(WarehouseNames.COMPUTE), model.labels()),
        model.spec().cache().storageClassName() == null ? ephemeral(model) : lasting(model));
  }

  /** Pods that a machine may take with it: another is made elsewhere, with an empty cache. */
  private static HasMetadata ephemeral(ComputeModel model) {
    PartPod pod =
        node(model)
            .emptyFolder(WeirPods.DATA, WeirPods.DATA_FOLDER, model.spec().cache().size())
            .leavesLostMachine();
    return new DeploymentBuilder()
        .withMetadata(model.metadata(WarehouseNames.COMPUTE))
        .withNewSpec()
        .withReplicas(model.replicas())
        .withRevisionHistoryLimit(3)
        .withNewSelector()
        .withMatchLabels(selector(model))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxUnavailable(0)
        .withNewMaxSurge(1)
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(template(model, pod))
        .endSpec()
        .build();
  }

  /** Pods whose cache comes back with them. */
  private static HasMetadata lasting(ComputeModel model) {
    Cache cache = model.spec().cache();
    PartPod pod = node(model).claimedFolder(WeirPods.DATA, WeirPods.DATA_FOLDER);
    return new StatefulSetBuilder()
        .withMetadata(model.metadata(WarehouseNames.COMPUTE))
        .withNewSpec()
        .withReplicas(model.replicas())
        .withServiceName(model.name())
        .withPodManagementPolicy("Parallel")
        .withPersistentVolumeClaimRetentionPolicy(Claims.disposable())
        .withNewSelector()
        .withMatchLabels(selector(model))
        .endSelector()
        .withTemplate(template(model, pod))
        .withVolumeClaimTemplates(Claims.of(WeirPods.DATA, cache.size(), cache.storageClassName()))
        .endSpec()
        .build();
  }

  private static PartPod node(ComputeModel model) {
    PartPod pod =
        WeirPods.of(WarehouseNames.COMPUTE, model.warehouse(), model.config(), model.spec().node())
            .defaults(DEFAULTS)
            .graceSeconds(GRACE_SECONDS)
            .environment(
                PodEnvironment.META_TARGET, WarehouseNames.of(model.warehouse()).metaTarget())
            .environment(PodEnvironment.CLUSTER, model.cluster().getMetadata().getName())
            .environment(PodEnvironment.CACHE_BYTES, cacheBytes(model.spec().cache().size()))
            .environment(
                PodEnvironment.QUERIES_RUNNING_MAX,
                String.valueOf(model.spec().limits().concurrentQueriesMax()))
            .port("query", PodEnvironment.COMPUTE_PORT)
            .spread(selector(model));
    return StorageSettings.of(model.warehouse()).into(pod);
  }

  private static String cacheBytes(String size) {
    return Quantity.getAmountInBytes(new Quantity(size))
        .multiply(CACHE_SHARE)
        .setScale(0, RoundingMode.DOWN)
        .toPlainString();
  }

  private static Map<String, String> selector(ComputeModel model) {
    return model.labels().selector(WarehouseNames.COMPUTE);
  }

  private static PodTemplateSpec template(ComputeModel model, PartPod pod) {
    return pod.template(model.labels().of(WarehouseNames.COMPUTE));
  }
}
