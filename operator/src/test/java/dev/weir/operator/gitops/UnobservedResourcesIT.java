package dev.weir.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.Kind;
import dev.weir.crds.WeirResource;
import dev.weir.crds.yaml.ParsedResource;
import dev.weir.crds.yaml.ResourceParser;
import dev.weir.crds.yaml.ResourceWriter;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.operator.runtime.ControlPlane;
import dev.weir.operator.runtime.OnControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Flux by a real API server where no operator runs: what nobody has looked at is not healthy. In a
 * cluster that is the time between the creation of a resource and its first status.
 */
@OnControlPlane
class UnobservedResourcesIT {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));

  @TempDir private Path folder;
  private String namespace = "";
  private Flux flux;

  @BeforeEach
  void start() throws IOException {
    Flux.assumeAvailable();
    ControlPlane controlPlane = ControlPlane.shared();
    namespace = controlPlane.namespace("unobserved");
    flux =
        Flux.start(
            new ClusterBinaries(
                BuildCache.ofUser(), ROOT.resolve("e2e/cluster"), new Progress(System.out)),
            controlPlane.client(),
            controlPlane.kubeconfig(),
            namespace,
            folder);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (flux != null) {
      flux.close();
    }
    KubernetesClient client = ControlPlane.shared().client();
    for (Kind kind : Kind.values()) {
      client.resources(kind.type()).inNamespace(namespace).delete();
    }
  }

  @Test
  void shouldNotBeHealthyBeforeTheOperatorHasLooked() throws IOException {
    // Given one resource of each kind
    GitRepository repository =
        GitRepository.in(Files.createDirectory(folder.resolve("repository")));
    Map<Kind, WeirResource<?, ?>> resources = examples();
    assertThat(resources).containsOnlyKeys(Kind.values());
    for (WeirResource<?, ?> resource : resources.values()) {
      repository.write(
          "all/" + resource.getKind() + ".yaml", ResourceWriter.toTree(resource).toString());
    }
    String revision = repository.commit("Show every kind");

    // When
    flux.publish(repository, revision);
    flux.apply(kustomization(), Map.of("path", "./all", "timeout", "30s"));
    Kustomization given = flux.awaitFailure("all", revision);

    // Then
    assertThat(given.reason()).as(given.message()).isEqualTo("HealthCheckFailed");
    assertThat(resources.values())
        .allSatisfy(
            resource ->
                assertThat(given.message())
                    .contains(
                        "%s/%s/%s status: 'InProgress'"
                            .formatted(
                                resource.getKind(), namespace, resource.getMetadata().getName())));
  }

  /** The first of each kind. */
  private static Map<Kind, WeirResource<?, ?>> examples() throws IOException {
    Map<Kind, WeirResource<?, ?>> found = new EnumMap<>(Kind.class);
    try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        String text = Files.readString(file);
        if (text.startsWith("apiVersion: weir.dev/") || text.contains("\napiVersion: weir.dev/")) {
          for (ParsedResource parsed : ResourceParser.parse(file.toString(), text)) {
            found.putIfAbsent(parsed.kind(), parsed.resource());
          }
        }
      }
    }
    return found;
  }

  private GenericKubernetesResource kustomization() {
    return Serialization.unmarshal(
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: { name: all }
        spec: { interval: 1m, prune: true, wait: true, targetNamespace: %s }
        """
            .formatted(namespace),
        GenericKubernetesResource.class);
  }
}
