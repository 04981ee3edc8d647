package dev.weir.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.build.InputHash;
import dev.weir.e2e.cluster.image.BaseImages;
import dev.weir.e2e.cluster.image.Image;
import dev.weir.e2e.cluster.image.Layer;
import dev.weir.e2e.cluster.local.ClusterStatus;
import dev.weir.e2e.cluster.local.LocalCluster;
import dev.weir.e2e.cluster.local.LocalClusters;
import dev.weir.e2e.cluster.local.Preconditions;
import dev.weir.e2e.cluster.process.ProcessRecord;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One cluster of two nodes, from nothing and back to nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ClusterE2E {
  private static final String NAMESPACE = "default";
  private static final Path CLONE = Path.of(System.getProperty("weir.root"));

  private final Progress progress = new Progress(System.out);
  private final LocalClusters clusters = new LocalClusters(CLONE, progress);
  private final String name = "e2e-" + ProcessHandle.current().pid();
  private final HostState before = HostState.now(name);

  @TempDir static Path folder;
  private LocalCluster cluster;
  private KubernetesClient client;

  @BeforeAll
  void start() {
    List<String> missing = Preconditions.missingForNodes();
    assumeTrue(
        missing.isEmpty(), () -> "NOT TESTED: no cluster on this machine; it lacks " + missing);
    double begun = progress.seconds();
    cluster = clusters.up(new ClusterSpec(name, folder, 2, List.of()));
    client = cluster.client();
    System.out.printf(
        Locale.ROOT, "FIGURE nothing running to ready: %.1f s%n", progress.seconds() - begun);
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
    }
    clusters.find(name, folder).ifPresent(LocalCluster::close);
  }

  @Test
  @Order(1)
  void shouldRunAPodOnEachNodeThatFindsServicesByName() {
    for (String node : cluster.nodes()) {
      Pod pod =
          Workloads.onceOn(
              node, "getent hosts kubernetes.default.svc.cluster.local; java -version 2>&1");
      client.pods().inNamespace(NAMESPACE).resource(pod).create();
    }
    for (String node : cluster.nodes()) {
      String printed = Workloads.awaitEnd(client, NAMESPACE, "once-on-" + node);
      assertThat(printed).contains("10.96.0.1").contains("openjdk version \"25");
      progress.say("the pod on " + node + " has resolved a service's name");
    }
  }

  @Test
  @Order(2)
  void shouldRefuseASecondClusterOfTheSameName() {
    assertThatThrownBy(() -> clusters.up(new ClusterSpec(name, folder, 2, List.of())))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
              assertThat(e).hasMessageContaining("is up already");
              assertThat(e.hint()).contains("./weir cluster down --name " + name);
            });
    assertThat(ClusterStatus.of(cluster).isWell()).isTrue();
  }

  @Test
  @Order(3)
  void shouldDeleteWhatADeletedObjectOwned() {
    ConfigMap owner = client.resource(Workloads.configMap("owner")).inNamespace(NAMESPACE).create();
    ConfigMap owned =
        new ConfigMapBuilder(Workloads.configMap("owned"))
            .editMetadata()
            .addNewOwnerReference()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName("owner")
            .withUid(owner.getMetadata().getUid())
            .endOwnerReference()
            .endMetadata()
            .build();
    client.resource(owned).inNamespace(NAMESPACE).create();

    client.resource(owner).delete();

    client
        .configMaps()
        .inNamespace(NAMESPACE)
        .withName("owned")
        .waitUntilCondition(gone -> gone == null, 1, TimeUnit.MINUTES);
  }

  @Test
  @Order(4)
  void shouldUseAnImageThatWasBuiltWithoutARegistry() {
    BuildCache cache = BuildCache.ofUser();
    ClusterBinaries binaries =
        new ClusterBinaries(cache, CLONE.resolve("e2e").resolve("cluster"), progress);
    Layer layer =
        Layer.require(
            new BuildCache(folder.resolve("layers")),
            "greeting",
            new InputHash().add("1"),
            writer ->
                writer.file("etc/greeting", 0644, "good day".getBytes(StandardCharsets.UTF_8)));
    Image image = new BaseImages(binaries).java().over("weir.dev/e2e/greeting:1", layer);

    cluster.load(image);

    String node = cluster.nodes().getLast();
    Pod pod = Workloads.once("greeting", image.reference(), node, "id -u; cat /etc/greeting");
    client.pods().inNamespace(NAMESPACE).resource(pod).create();
    assertThat(Workloads.awaitEnd(client, NAMESPACE, "greeting")).isEqualTo("10001\ngood day");
  }

  @Test
  @Order(5)
  void shouldRunAControlPlaneAloneBesideIt() {
    try (LocalCluster second = clusters.up(new ClusterSpec(name + "b", folder, 0, List.of()));
        KubernetesClient other = second.client()) {
      assertThat(second.nodes()).isEmpty();
      other.resource(Workloads.configMap("mine")).inNamespace(NAMESPACE).create();
      assertThat(client.configMaps().inNamespace(NAMESPACE).withName("mine").get()).isNull();
      assertThat(ClusterStatus.of(second).isWell()).isTrue();
    }
    assertThat(folder.resolve(name + "b")).doesNotExist();
  }

  @Test
  @Order(6)
  void shouldBringAPodBackWhenItsNodeLosesPower() {
    client.apps().deployments().inNamespace(NAMESPACE).resource(Workloads.sleeper()).create();
    Pod first = Workloads.awaitReadyPod(client, NAMESPACE, pod -> true);
    String lost = first.getSpec().getNodeName();
    double cut = progress.seconds();

    cluster.powerCut(lost);

    assertThat(ClusterStatus.of(cluster).isWell()).isFalse();
    Pod second =
        Workloads.awaitReadyPod(
            client, NAMESPACE, pod -> !pod.getSpec().getNodeName().equals(lost));
    assertThat(second.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
    System.out.printf(
        Locale.ROOT, "FIGURE power cut to replaced pod: %.1f s%n", progress.seconds() - cut);

    cluster.powerOn(lost);

    assertThat(ClusterStatus.of(cluster).isWell()).isTrue();
    String again = "again-on-" + lost;
    Pod pod =
        Workloads.once(
            again, BaseImages.JAVA, lost, "getent hosts kubernetes.default.svc.cluster.local");
    client.pods().inNamespace(NAMESPACE).resource(pod).create();
    assertThat(Workloads.awaitEnd(client, NAMESPACE, again)).contains("10.96.0.1");
  }

  @Test
  @Order(7)
  void shouldLeaveNothingBehindEvenAfterACrash() {
    cluster.processes().stream()
        .filter(process -> process.name().equals("kube-apiserver"))
        .forEach(ProcessRecord::kill);
    assertThat(HostState.now(name).traces()).as("what there is to remove").isNotEmpty();

    clusters.find(name, folder).orElseThrow().close();

    HostState after = HostState.now(name);
    assertThat(after.traces()).isEmpty();
    assertThat(after.links()).isEqualTo(before.links());
    assertThat(after.folders()).isEqualTo(before.folders());
    assertThat(folder.resolve(name)).doesNotExist();
  }
}
