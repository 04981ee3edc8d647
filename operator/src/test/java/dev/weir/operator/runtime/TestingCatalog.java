package dev.weir.operator.runtime;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.meta.MetaNode;
import dev.weir.operator.warehouse.Addresses.HostPort;
import dev.weir.operator.warehouse.WarehouseNames;
import dev.weir.storage.folder.FolderObjectStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The members of a Warehouse's catalog for real, in this JVM: one for each pod that its StatefulSet
 * asks for, started and stopped as a kubelet would, on ports of loopback.
 */
final class TestingCatalog implements AutoCloseable {
  private static final int MEMBERS_MAX = 5;
  private static final long PAUSE_MILLIS = 200;

  private final KubernetesClient client;
  private final String namespace;
  private final String warehouse;
  private final Path folder;
  private final FolderObjectStore store;
  private final List<HostPort> services = new ArrayList<>();
  private final List<HostPort> logs = new ArrayList<>();
  private final Map<Integer, MetaNode> nodes = new HashMap<>();
  private final Thread thread;
  private volatile boolean stopped;

  TestingCatalog(KubernetesClient client, String namespace, String warehouse, Path folder)
      throws IOException {
    this.client = client;
    this.namespace = namespace;
    this.warehouse = warehouse;
    this.folder = folder;
    this.store = FolderObjectStore.open(folder.resolve("objects"));
    for (int i = 0; i < MEMBERS_MAX; i++) {
      services.add(new HostPort("127.0.0.1", freePort()));
      logs.add(new HostPort("127.0.0.1", freePort()));
    }
    this.thread = Thread.ofPlatform().name("testing-catalog").start(this::run);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  TestingAddresses addresses() {
    return new TestingAddresses(
        List.copyOf(services), List.copyOf(logs), URI.create("http://127.0.0.1:1"), List.of());
  }

  /** The members that the group has, as the member of that ordinal knows them. */
  synchronized List<String> peers(int ordinal) {
    MetaNode node = nodes.get(ordinal);
    return node == null ? List.of() : List.copyOf(node.status().peerIds());
  }

  /** How many members run. */
  synchronized int running() {
    return nodes.size();
  }

  /** The disk of a pod is lost with it; another pod is made at once. */
  synchronized void loseDisk(int ordinal) throws IOException {
    nodes.remove(ordinal).close();
    Path disk = disk(ordinal);
    Files.move(disk, disk.resolveSibling(disk.getFileName() + "-lost-" + UUID.randomUUID()));
  }

  private Path disk(int ordinal) {
    return folder.resolve("disk-" + ordinal);
  }

  private void run() {
    while (!stopped) {
      try {
        Thread.sleep(PAUSE_MILLIS);
        follow();
      } catch (KubernetesClientException e) {
        // the API server was slow, or this is being closed; looked at again in a moment
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private synchronized void follow() throws IOException {
    StatefulSet set =
        client.apps().statefulSets().inNamespace(namespace).withName(warehouse + "-meta").get();
    int wanted = set == null ? 0 : set.getSpec().getReplicas();
    for (int ordinal = 0; ordinal < wanted && !stopped; ordinal++) {
      if (!nodes.containsKey(ordinal)) {
        nodes.put(ordinal, start(ordinal));
      }
    }
    for (int ordinal = wanted; ordinal < MEMBERS_MAX; ordinal++) {
      MetaNode node = nodes.remove(ordinal);
      if (node != null) {
        node.close();
        Path disk = disk(ordinal); // goes with its pod, as whenScaled: Delete says
        Files.move(disk, disk.resolveSibling(disk.getFileName() + "-gone-" + UUID.randomUUID()));
      }
    }
  }

  private MetaNode start(int ordinal) throws IOException {
    Path disk = disk(ordinal);
    Files.createDirectories(disk);
    Path idFile = disk.resolve("member-id");
    boolean fresh = !Files.exists(idFile);
    if (fresh) {
      Files.writeString(idFile, "m-" + UUID.randomUUID());
    }
    MetaConfig.Peer self =
        new MetaConfig.Peer(
            Files.readString(idFile), logs.get(ordinal).host(), logs.get(ordinal).port());
    WarehouseNames names = new WarehouseNames(namespace, warehouse);
    boolean founds = fresh && founder().equals(warehouse + "-meta-" + ordinal);
    return MetaNode.start(
        new MetaConfig(
            self,
            null,
            founds ? List.of(self) : List.of(),
            disk.resolve("meta"),
            "warehouse",
            new MetaConfig.Listen(
                services.get(ordinal).host(),
                services.get(ordinal).port(),
                null,
                TestingTls.onLoopback(client, names, names.metaName())),
            MetaConfig.SNAPSHOT_EVERY_ENTRIES_DEFAULT,
            MetaConfig.TIMEOUT_MILLIS_DEFAULT,
            MetaConfig.TIMEOUT_MILLIS_DEFAULT,
            0,
            MetaConfig.Bootstrap.standard("weir_token-of-the-test-administrator")),
        store);
  }

  private String founder() {
    ConfigMap group =
        client.configMaps().inNamespace(namespace).withName(warehouse + "-meta-group").get();
    String found = group.getData().get("found");
    return found == null ? "" : found;
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.interrupt();
    thread.join();
    synchronized (this) {
      nodes.values().forEach(MetaNode::close);
    }
    store.close();
  }
}
