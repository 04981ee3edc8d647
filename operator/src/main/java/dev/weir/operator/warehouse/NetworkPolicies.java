package dev.weir.operator.warehouse;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.operator.apply.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who may speak to what trusts its callers. The doors for people and programs ask for a token of
 * theirs, and are left to the cluster's own policies: those of web, Iceberg REST, and the gateway's
 * but the one for parts. Pure.
 */
public final class NetworkPolicies {
  private NetworkPolicies() {}

  static List<HasMetadata> of(WarehouseModel model) {
    WarehouseNames names = model.names();
    Labels labels = model.labels();
    List<HasMetadata> policies = new ArrayList<>();
    policies.add(
        only(
            model.metadata(WarehouseNames.META, names.meta()),
            labels.selector(WarehouseNames.META),
            List.of(
                from(
                    List.of(
                        part(labels, WarehouseNames.GATEWAY),
                        part(labels, WarehouseNames.WEB),
                        part(labels, WarehouseNames.COMPUTE),
                        part(labels, WarehouseNames.META),
                        operator(model.config().namespace())),
                    PodEnvironment.META_PORT),
                from(List.of(), PodEnvironment.HTTP_PORT, PodEnvironment.HTTPS_PORT),
                from(List.of(part(labels, WarehouseNames.META)), PodEnvironment.RAFT_PORT))));
    policies.add(
        only(
            model.metadata(WarehouseNames.GATEWAY, names.gateway()),
            labels.selector(WarehouseNames.GATEWAY),
            List.of(
                from(
                    List.of(part(labels, WarehouseNames.WEB), operator(model.config().namespace())),
                    PodEnvironment.PARTS_PORT),
                from(
                    List.of(),
                    PodEnvironment.HTTP_PORT,
                    PodEnvironment.FLIGHT_PORT,
                    PodEnvironment.SCALER_PORT))));
    if (ManagedParts.runsStorage(model.warehouse())) {
      policies.add(
          only(
              model.metadata(WarehouseNames.STORAGE, names.storage()),
              labels.selector(WarehouseNames.STORAGE),
              List.of(
                  from(
                      Stream.of(
                              WarehouseNames.META,
                              WarehouseNames.GATEWAY,
                              WarehouseNames.COMPUTE,
                              WarehouseNames.WEB,
                              WarehouseNames.STORAGE)
                          .map(component -> part(labels, component))
                          .toList(),
                      WarehouseNames.STORAGE_PORT))));
    }
    if (ManagedParts.runsDatabase(model.warehouse())) {
      policies.add(
          only(
              model.metadata(WarehouseNames.DATABASE, names.database()),
              labels.selector(WarehouseNames.DATABASE),
              List.of(
                  from(List.of(part(labels, WarehouseNames.WEB)), WarehouseNames.DATABASE_PORT))));
    }
    return policies;
  }

  /** Nodes of a ComputeCluster: queries from gateways only; probes and metrics from anywhere. */
  public static HasMetadata compute(ObjectMeta metadata, Labels labels) {
    return only(
        metadata,
        labels.selector(WarehouseNames.COMPUTE),
        List.of(
            from(List.of(part(labels, WarehouseNames.GATEWAY)), PodEnvironment.COMPUTE_PORT),
            from(List.of(), PodEnvironment.HTTP_PORT)));
  }

  private static HasMetadata only(
      ObjectMeta metadata, Map<String, String> pods, List<NetworkPolicyIngressRule> rules) {
    return new NetworkPolicyBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(pods)
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .withIngress(rules)
        .endSpec()
        .build();
  }

  private static NetworkPolicyIngressRule from(List<NetworkPolicyPeer> peers, int... ports) {
    return new NetworkPolicyIngressRuleBuilder()
        .withFrom(peers)
        .withPorts(IntStream.of(ports).mapToObj(NetworkPolicies::port).toList())
        .build();
  }

  private static NetworkPolicyPort port(int number) {
    return new NetworkPolicyPortBuilder().withProtocol("TCP").withNewPort(number).build();
  }

  private static NetworkPolicyPeer part(Labels labels, String component) {
    return new NetworkPolicyPeerBuilder()
        .withNewPodSelector()
        .withMatchLabels(labels.ofWarehouse(component))
        .endPodSelector()
        .build();
  }

  private static NetworkPolicyPeer operator(String namespace) {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .addToMatchLabels("kubernetes.io/metadata.name", namespace)
        .endNamespaceSelector()
        .withNewPodSelector()
        .addToMatchLabels("app.kubernetes.io/name", Labels.OPERATOR)
        .endPodSelector()
        .build();
  }
}
