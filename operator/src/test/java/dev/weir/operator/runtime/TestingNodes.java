package dev.weir.operator.runtime;

import dev.weir.contracts.meta.v1.ComputeNode;
import dev.weir.contracts.meta.v1.ListNodesRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.RenewNodeRequest;
import dev.weir.contracts.part.PartTls;
import dev.weir.operator.warehouse.Addresses.HostPort;
import dev.weir.operator.warehouse.WarehouseNames;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The nodes of one cluster as a real catalog knows them: one for each of its pods, which run
 * nothing. Not thread-safe.
 */
final class TestingNodes implements AutoCloseable {
  private static final int LEASE_MILLIS = 5_000;

  private final KubernetesClient client;
  private final String namespace;
  private final String cluster;
  private final ManagedChannel channel;
  private final Map<String, Integer> running = new TreeMap<>();

  TestingNodes(KubernetesClient client, WarehouseNames warehouse, String cluster, HostPort meta) {
    this.client = client;
    this.namespace = warehouse.namespace();
    this.cluster = cluster;
    this.channel =
        NettyChannelBuilder.forAddress(
                meta.host(),
                meta.port(),
                PartTls.ofClient(TestingTls.of(client, warehouse, WarehouseNames.COMPUTE)))
            .overrideAuthority(warehouse.metaName())
            .build();
  }

  private MetaServiceBlockingStub meta() {
    return MetaServiceGrpc.newBlockingStub(channel)
        .withWaitForReady()
        .withDeadlineAfter(2, TimeUnit.MINUTES);
  }

  List<Pod> pods() {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/instance", cluster)
        .withLabel("app.kubernetes.io/component", "compute")
        .list()
        .getItems();
  }

  /** From now on so many queries run on the node with that address. */
  void runs(String address, int queries) {
    running.put(address, queries);
  }

  /** Renews the leases, as the processes of the pods would. */
  void renew() {
    for (Pod pod : pods()) {
      String address = pod.getStatus().getPodIP();
      if (address != null) {
        ComputeNode node =
            ComputeNode.newBuilder()
                .setId(pod.getMetadata().getName() + "-01234567")
                .setCluster(cluster)
                .setHost(address)
                .setPort(7440)
                .setRunning(running.getOrDefault(address, 0))
                .setAccepting(true)
                .build();
        var unused =
            meta()
                .renewNode(
                    RenewNodeRequest.newBuilder().setNode(node).setTtlMillis(LEASE_MILLIS).build());
      }
    }
  }

  /** What the catalog tells gateways. */
  List<ComputeNode> listed() {
    return meta()
        .listNodes(ListNodesRequest.newBuilder().setCluster(cluster).build())
        .getNodesList();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
