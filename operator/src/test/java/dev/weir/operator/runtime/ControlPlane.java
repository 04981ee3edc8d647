package dev.weir.operator.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.crds.Kind;
import dev.weir.e2e.cluster.ClusterSpec;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.local.LocalCluster;
import dev.weir.e2e.cluster.local.LocalClusters;
import dev.weir.e2e.cluster.local.Preconditions;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A real API server with real controllers and no nodes, so that pods stay pending. One for all
 * tests of a JVM; it ends with the JVM. Where there can be none, the test is skipped and says why.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("weir.root", ".."));
  private static ControlPlane shared;

  private final LocalCluster cluster;
  private final KubernetesClient client;

  private ControlPlane(String name) {
    List<String> missing = Preconditions.missingForControlPlane();
    assumeTrue(
        missing.isEmpty(), () -> "NOT TESTED: no API server on this machine; it lacks " + missing);
    LocalClusters clusters =
        new LocalClusters(ROOT.toAbsolutePath().normalize(), new Progress(System.out));
    Path parent = Path.of("target", "clusters").toAbsolutePath();
    cluster = clusters.up(new ClusterSpec(name, parent, 0, List.of()));
    client = cluster.client();
  }

  /** Started on first use. */
  public static synchronized ControlPlane shared() {
    if (shared == null) {
      shared = new ControlPlane("op-" + ProcessHandle.current().pid());
      Runtime.getRuntime().addShutdownHook(new Thread(shared.cluster::close));
      shared.installCrds();
    }
    return shared;
  }

  /** Another one, that the caller closes. It knows nothing of Weir. */
  public static ControlPlane bare() {
    return new ControlPlane("bare-" + ProcessHandle.current().pid());
  }

  private void installCrds() {
    Definitions.install(
        client,
        Stream.of(Kind.values())
            .map(
                kind ->
                    client
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .load(
                            Kind.class.getResourceAsStream(
                                "/weir/crds/" + kind.plural() + ".weir.dev.yaml"))
                        .item())
            .toList());
  }

  /** With all rights; closed with the control plane. */
  public KubernetesClient client() {
    return client;
  }

  /** Another client with all rights, that the caller closes. */
  public KubernetesClient newClient() {
    return cluster.client();
  }

  /** The administrator's kubeconfig. */
  public Path kubeconfig() {
    return cluster.kubeconfig();
  }

  @Override
  public void close() {
    client.close();
    cluster.close();
  }

  /** A new namespace of that name, made unique. */
  public String namespace(String name) {
    String unique =
        name.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID().toString().substring(0, 8);
    var unused =
        client
            .resource(
                new NamespaceBuilder().withNewMetadata().withName(unique).endMetadata().build())
            .create();
    return unique;
  }
}
