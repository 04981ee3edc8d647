package dev.weir.operator.warehouse;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.crds.warehouse.GatewaySettings;
import dev.weir.crds.warehouse.WebSettings;
import dev.weir.operator.pod.PartPod;
import dev.weir.operator.pod.PodDefaults;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts that people and programs reach: gateway and web. They hold no data. Pure. */
final class DoorObjects {
  private static final PodDefaults GATEWAY = new PodDefaults("250m", "1536Mi");
  private static final PodDefaults WEB = new PodDefaults("100m", "768Mi");

  /** With the time in which others forget the pod before, and in which it ends afterwards. */
  private static final long GATEWAY_GRACE_SECONDS = PodEnvironment.GATEWAY_DRAIN_SECONDS + 30;

  private static final long WEB_GRACE_SECONDS = PodEnvironment.WEB_DRAIN_SECONDS + 20;

  private DoorObjects() {}

  static List<HasMetadata> gateway(WarehouseModel model) {
    WarehouseNames names = model.names();
    GatewaySettings gateway = model.spec().gateway();
    PartPod pod =
        WeirPods.of(WarehouseNames.GATEWAY, model, gateway.pod())
            .defaults(GATEWAY)
            .graceSeconds(GATEWAY_GRACE_SECONDS)
            .environment(PodEnvironment.META_TARGET, names.metaTarget())
            .environment(PodEnvironment.META_URL, names.metaUrl())
            .environment(PodEnvironment.COMPUTE_NAME, names.computeName())
            .environment(PodEnvironment.DEFAULT_CLUSTER, model.defaultCluster())
            .configFolder("clusters", PodEnvironment.CLUSTERS_FOLDER, names.clusters())
            .port("flight-sql", PodEnvironment.FLIGHT_PORT)
            .port("parts", PodEnvironment.PARTS_PORT)
            .port("scaler", PodEnvironment.SCALER_PORT);
    model.storage().into(pod);
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        new ConfigMapBuilder()
            .withMetadata(model.metadata(WarehouseNames.GATEWAY, names.clusters()))
            .addToData(PodEnvironment.CLUSTER_NAMES_FILE, String.join("\n", model.clusters()))
            .build());
    objects.add(
        Services.ready(
            model.metadata(WarehouseNames.GATEWAY, names.gatewayPods()),
            model.labels().selector(WarehouseNames.GATEWAY),
            Map.of("parts", PodEnvironment.PARTS_PORT)));
    objects.add(
        Services.headless(
            model.metadata(WarehouseNames.GATEWAY, names.gatewayAll()),
            model.labels().selector(WarehouseNames.GATEWAY),
            Map.of("parts", PodEnvironment.PARTS_PORT)));
    objects.addAll(
        deployed(
            model,
            WarehouseNames.GATEWAY,
            names.gateway(),
            gateway.replicas(),
            pod,
            Map.of(
                "http",
                PodEnvironment.HTTP_PORT,
                "flight-sql",
                PodEnvironment.FLIGHT_PORT,
                "scaler",
                PodEnvironment.SCALER_PORT)));
    return objects;
  }

  static List<HasMetadata> web(WarehouseModel model) {
    WarehouseNames names = model.names();
    WebSettings web = model.spec().web();
    PartPod pod =
        WeirPods.of(WarehouseNames.WEB, model, web.pod())
            .defaults(WEB)
            .graceSeconds(WEB_GRACE_SECONDS)
            .environment(PodEnvironment.META_TARGET, names.metaTarget())
            .environment(PodEnvironment.META_URL, names.metaUrl())
            .environment(PodEnvironment.GATEWAY_TARGET, names.gatewayTarget())
            .environment(PodEnvironment.GATEWAY_ALL_TARGET, names.gatewayAllTarget())
            .environment(PodEnvironment.WEB_DRAIN, PodEnvironment.WEB_DRAIN_SECONDS + "S")
            .environment(PodEnvironment.PUBLIC_URL, IngressObjects.publicUrl(model.warehouse()))
            .port("https", PodEnvironment.HTTPS_PORT);
    DatabaseSettings.of(model.warehouse()).into(pod);
    // The catalog's pages tell the files of a table, out of its metadata.
    model.storage().into(pod);
    return deployed(
        model,
        WarehouseNames.WEB,
        names.web(),
        web.replicas(),
        pod,
        Map.of("http", PodEnvironment.HTTP_PORT, "https", PodEnvironment.HTTPS_PORT));
  }

  private static List<HasMetadata> deployed(
      WarehouseModel model,
      String component,
      String name,
      int replicas,
      PartPod pod,
      Map<String, Integer> ports) {
    Map<String, String> selector = model.labels().selector(component);
    PartPod unused =
        pod.emptyFolder(WeirPods.DATA, WeirPods.DATA_FOLDER, null)
            .spread(selector)
            .leavesLostMachine();
    WeirPods.admin(pod, model);
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(Services.inside(model.metadata(component, name), selector, ports));
    if (replicas > 1) {
      // With one pod it would only keep a machine from being drained.
      objects.add(
          new PodDisruptionBudgetBuilder()
              .withMetadata(model.metadata(component, name))
              .withNewSpec()
              .withNewMaxUnavailable(1)
              .withNewSelector()
              .withMatchLabels(selector)
              .endSelector()
              .endSpec()
              .build());
    }
    objects.add(
        new DeploymentBuilder()
            .withMetadata(model.metadata(component, name))
            .withNewSpec()
            .withReplicas(replicas)
            .withRevisionHistoryLimit(3)
            .withNewSelector()
            .withMatchLabels(selector)
            .endSelector()
            .withNewStrategy()
            .withType("RollingUpdate")
            .withNewRollingUpdate()
            .withNewMaxUnavailable(0)
            .withNewMaxSurge(1)
            .endRollingUpdate()
            .endStrategy()
            .withTemplate(pod.template(model.labels().of(component)))
            .endSpec()
            .build());
    return objects;
  }
}
