package dev.weir.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.crds.warehouse.Warehouse;
import dev.weir.e2e.cluster.ClusterSpec;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.TestCluster;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.image.WeirImages;
import dev.weir.e2e.cluster.local.LocalClusters;
import dev.weir.e2e.cluster.local.Preconditions;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** From the operator's installation and one Warehouse to answers, on real pods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackE2E {
  private static final Path CLONE = Path.of(System.getProperty("weir.root"));
  private static final String NAMESPACE = "data";

  private final Progress progress = new Progress(System.out);
  private TestCluster cluster;
  private KubernetesClient client;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    List<String> missing = Preconditions.missingForNodes();
    assumeTrue(
        missing.isEmpty(), () -> "NOT TESTED: no cluster on this machine; it lacks " + missing);
    ClusterBinaries binaries =
        new ClusterBinaries(BuildCache.ofUser(), CLONE.resolve("e2e").resolve("cluster"), progress);
    cluster =
        new LocalClusters(CLONE, progress)
            .up(
                new ClusterSpec(
                    "stack-" + ProcessHandle.current().pid(),
                    folder,
                    2,
                    new WeirImages(CLONE, binaries).all()));
    client = cluster.client();
    Installation.install(client, CLONE);
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void shouldMakeAWarehouseThatAnswers() throws Exception {
    double applied = progress.seconds();
    Installation.apply(client, "warehouse.yaml");

    awaitReady();
    System.out.printf(Locale.ROOT, "FIGURE apply to ready: %.1f s%n", progress.seconds() - applied);

    try (WebPort web = WebPort.open(client, NAMESPACE, "weir")) {
      web.sql("CREATE TABLE t (id BIGINT, name VARCHAR, PRIMARY KEY (id))");
      web.sql("INSERT INTO t SELECT i, 'n' || i FROM range(1000) r(i)");
      assertThat(web.sql("SELECT count(*), max(name) FROM t").toString())
          .isEqualTo("[[1000,\"n999\"]]");
    }
  }

  private void awaitReady() {
    try {
      client
          .resources(Warehouse.class)
          .inNamespace(NAMESPACE)
          .withName("weir")
          .waitUntilCondition(StackE2E::isReady, 150, TimeUnit.SECONDS);
    } catch (RuntimeException late) {
      throw new AssertionError(Trouble.of(client, NAMESPACE), late);
    }
  }

  private static boolean isReady(Warehouse warehouse) {
    return warehouse != null
        && warehouse.getStatus() != null
        && warehouse.getStatus().conditions().stream()
            .anyMatch(
                condition -> condition.type().equals("Ready") && condition.status().equals("True"));
  }
}
