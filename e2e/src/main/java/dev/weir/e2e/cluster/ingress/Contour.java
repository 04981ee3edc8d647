package dev.weir.e2e.cluster.ingress;

import dev.weir.e2e.cluster.TestCluster;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.image.ContourImages;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Contour with Envoy, as Contour's own manifest installs them: what makes the Ingresses of a
 * cluster true. One pod of each, Envoy on the first node, on the node's ports 80 and 443.
 */
public final class Contour {
  private static final String NAMESPACE = "projectcontour";
  private static final String ENVOY = "envoy";
  private static final String CONTOUR = "contour";
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final long LIMIT_SECONDS = 120;

  /**
   * The manifest asks for nothing, and who asks for nothing gets nothing where processors are
   * scarce: Envoy then cuts calls off, because it has not come to read them for 15 seconds.
   */
  private static final Map<String, Quantity> REQUESTS = Map.of("cpu", new Quantity("250m"));

  private final TestCluster cluster;
  private final KubernetesClient client;

  private Contour(TestCluster cluster, KubernetesClient client) {
    this.cluster = cluster;
    this.client = client;
  }

  /**
   * Loads the images and applies the manifest; see {@link #awaitReady()}.
   *
   * @param client of the cluster, used as long as this object is
   */
  public static Contour install(
      TestCluster cluster, KubernetesClient client, ClusterBinaries binaries) {
    new ContourImages(binaries).all().forEach(cluster::load);
    try (InputStream manifest = Files.newInputStream(binaries.contourManifest())) {
      for (HasMetadata object : client.load(manifest).items()) {
        adapt(object, cluster.nodes().getFirst());
        client.resource(object).serverSideApply();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Contour(cluster, client);
  }

  /** Waits until both serve. */
  public void awaitReady() {
    for (String app : List.of(CONTOUR, ENVOY)) {
      client
          .pods()
          .inNamespace(NAMESPACE)
          .withLabel("app", app)
          .informOnCondition(
              pods -> !pods.isEmpty() && pods.stream().allMatch(Readiness::isPodReady))
          .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
          .join();
    }
  }

  /** A port of this machine that leads to where plain HTTP is answered. */
  public int forwardHttp() {
    return cluster.forward(address(), HTTP);
  }

  /** A port of this machine that leads to where TLS is answered. */
  public int forwardHttps() {
    return cluster.forward(address(), HTTPS);
  }

  /** Deletes its pods at once, so that they cost nothing any more. Its definitions stay. */
  public void uninstall() {
    client.namespaces().withName(NAMESPACE).delete();
    client.pods().inNamespace(NAMESPACE).withGracePeriod(0).delete();
  }

  private String address() {
    return client
        .nodes()
        .withName(cluster.nodes().getFirst())
        .require()
        .getStatus()
        .getAddresses()
        .stream()
        .filter(address -> address.getType().equals("InternalIP"))
        .findFirst()
        .orElseThrow()
        .getAddress();
  }

  /** One pod each, of the images that the nodes know, with processors of their own. */
  private static void adapt(HasMetadata object, String node) {
    switch (object) {
      case Job job -> runHere(job.getSpec().getTemplate().getSpec());
      case Deployment deployment -> {
        deployment.getSpec().setReplicas(1);
        runHere(deployment.getSpec().getTemplate().getSpec());
      }
      case DaemonSet set -> {
        PodSpec pod = set.getSpec().getTemplate().getSpec();
        pod.setNodeSelector(Map.of("kubernetes.io/hostname", node));
        runHere(pod);
      }
      default -> {
        // Rights, definitions, services: as they are.
      }
    }
  }

  private static void runHere(PodSpec pod) {
    Stream.of(pod.getInitContainers(), pod.getContainers())
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .forEach(
            container -> {
              container.setImage(
                  container.getName().equals(ENVOY) ? ContourImages.ENVOY : ContourImages.CONTOUR);
              container.setResources(
                  new ResourceRequirementsBuilder().withRequests(REQUESTS).build());
            });
  }
}
