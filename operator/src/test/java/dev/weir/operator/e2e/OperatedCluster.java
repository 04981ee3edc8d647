package dev.weir.operator.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.e2e.cluster.ClusterSpec;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.TestCluster;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.image.WeirImages;
import dev.weir.e2e.cluster.local.LocalClusters;
import dev.weir.e2e.cluster.local.Preconditions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Three nodes with real pods, and the operator by Helm. One for all tests of a JVM, each with a
 * namespace of its own; it ends with the JVM. Where there can be none, the test is skipped and says
 * why.
 */
final class OperatedCluster {
  private static final Path CLONE = Path.of(System.getProperty("weir.root"));
  private static OperatedCluster shared;

  private final Progress progress = new Progress(System.out);
  private final ClusterBinaries binaries =
      new ClusterBinaries(BuildCache.ofUser(), CLONE.resolve("e2e").resolve("cluster"), progress);
  private final TestCluster cluster;
  private final KubernetesClient client;
  private final NpmMirror npm;

  private OperatedCluster(Path folder) throws IOException {
    cluster =
        new LocalClusters(CLONE, progress)
            .up(
                new ClusterSpec(
                    "stack-" + ProcessHandle.current().pid(),
                    folder,
                    3,
                    new WeirImages(CLONE, binaries).all()));
    client = cluster.client();
    Path packages = Files.createDirectories(cluster.kubeconfig().resolveSibling("npm"));
    npm = new NpmMirror(packages, cluster.serve(packages));
  }

  /** Started on first use. */
  static synchronized OperatedCluster shared() {
    if (shared == null) {
      List<String> missing = Preconditions.missingForNodes();
      assumeTrue(
          missing.isEmpty(), () -> "NOT TESTED: no cluster on this machine; it lacks " + missing);
      try {
        Path folder = Files.createDirectories(Path.of("target", "clusters").toAbsolutePath());
        shared = new OperatedCluster(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(shared.cluster::close));
        Installation.install(shared.cluster, shared.binaries, shared.client, shared.npm.address());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  TestCluster cluster() {
    return cluster;
  }

  /** The registry that the operator knows; empty at first. */
  NpmMirror npm() {
    return npm;
  }

  /** With all rights; closed with the JVM. */
  KubernetesClient client() {
    return client;
  }

  /** The programs that belong to a cluster. */
  ClusterBinaries binaries() {
    return binaries;
  }

  /** The operator's pod. */
  OperatorPod operator() {
    return new OperatorPod(
        client,
        client
            .pods()
            .inNamespace(Installation.NAMESPACE)
            .withLabel("app.kubernetes.io/name", "weir-operator")
            .list()
            .getItems()
            .stream()
            .filter(Readiness::isPodReady)
            .findFirst()
            .orElseThrow(() -> new AssertionError(Trouble.of(client, Installation.NAMESPACE))));
  }

  /** Kills the operator, without a word to it, and waits until another is there. */
  void killOperator() {
    Pod killed = operator().pod();
    client.pods().resource(killed).withGracePeriod(0).delete();
    client
        .pods()
        .inNamespace(Installation.NAMESPACE)
        .withLabel("app.kubernetes.io/name", "weir-operator")
        .informOnCondition(
            pods ->
                pods.stream()
                    .anyMatch(
                        pod ->
                            Readiness.isPodReady(pod)
                                && !pod.getMetadata()
                                    .getUid()
                                    .equals(killed.getMetadata().getUid())))
        .orTimeout(2, TimeUnit.MINUTES)
        .join();
  }

  /** Seconds since this was made. */
  double seconds() {
    return progress.seconds();
  }

  /** Says what the operator has used since then. */
  void usage(String when, OperatorPod.Usage then) throws IOException {
    OperatorPod.Usage now = operator().usage();
    System.out.printf(
        Locale.ROOT,
        "FIGURE operator %s: %.1f %% of a core in %.0f s, %d MB%n",
        when,
        100.0 * (now.cpuNanos() - then.cpuNanos()) / (now.nanos() - then.nanos()),
        (now.nanos() - then.nanos()) / 1e9,
        now.memoryBytes() / 1_000_000);
  }

  /** Says how long something took that began at {@link #seconds()}. */
  void figure(String what, double since) {
    System.out.printf(Locale.ROOT, "FIGURE %s: %.1f s%n", what, seconds() - since);
  }
}
