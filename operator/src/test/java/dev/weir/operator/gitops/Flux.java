package dev.weir.operator.gitops;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.local.Preconditions;
import dev.weir.e2e.cluster.process.Command;
import dev.weir.operator.runtime.Definitions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Flux's kustomize-controller as a process beside an API server, and one source of commits that it
 * follows. Kustomizations that name any other source are led to that one.
 */
public final class Flux implements AutoCloseable {
  private static final String API_VERSION = "kustomize.toolkit.fluxcd.io/v1";
  private static final String KIND = "Kustomization";
  private static final String SOURCE = "commits";
  private static final int PATIENCE_SECONDS = 180;

  private final KubernetesClient client;
  private final String namespace;
  private final ArtifactSource source;
  private final Process process;
  private final Thread atExit;

  private Flux(KubernetesClient client, String namespace, ArtifactSource source, Process process) {
    this.client = client;
    this.namespace = namespace;
    this.source = source;
    this.process = process;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Skips the test where this machine has neither Flux nor what builds it, or no Git. */
  public static void assumeAvailable() {
    List<String> missing = Preconditions.missingForPrograms("flux", "definitions");
    assumeTrue(missing.isEmpty(), () -> "NOT TESTED: no Flux on this machine; it lacks " + missing);
    assumeTrue(
        Command.exists("git"), "NOT TESTED: git is not on the PATH (Debian: apt-get install git)");
  }

  /**
   * Starts it for one namespace, in which Kustomizations are.
   *
   * @param client with all rights
   * @param kubeconfig the same for Flux
   * @param folder for what it writes
   */
  public static Flux start(
      ClusterBinaries binaries,
      KubernetesClient client,
      Path kubeconfig,
      String namespace,
      Path folder)
      throws IOException {
    Definitions.install(client, definitions(binaries.foreignDefinitions()));
    ArtifactSource source =
        new ArtifactSource(
            client,
            namespace,
            SOURCE,
            Files.createDirectory(folder.resolve("archives")).toAbsolutePath());
    ProcessBuilder controller =
        new ProcessBuilder(
                binaries.flux().toString(),
                "--feature-gates=ExternalArtifact=true,CancelHealthCheckOnNewRevision=true",
                "--watch-all-namespaces=false",
                "--requeue-dependency=1s",
                "--metrics-addr=0",
                "--health-addr=0")
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "flux-" + namespace + ".log").toFile());
    controller
        .environment()
        .putAll(
            Map.of(
                "KUBECONFIG", kubeconfig.toString(),
                "RUNTIME_NAMESPACE", namespace,
                "TMPDIR", folder.toAbsolutePath().toString()));
    return new Flux(client, namespace, source, controller.start());
  }

  /** It watches every kind of source, whichever is used. */
  private static boolean isOfFlux(Path definition) {
    return definition
        .getFileName()
        .toString()
        .matches("(source|kustomize)[.]toolkit[.]fluxcd[.]io_.*");
  }

  private static List<CustomResourceDefinition> definitions(Path folder) throws IOException {
    List<CustomResourceDefinition> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Flux::isOfFlux).toList()) {
        found.add(Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class));
      }
    }
    return found;
  }

  /** Publishes the last commit of a repository, whose revision that is. */
  public void publish(GitRepository repository, String revision) throws IOException {
    source.publish(repository, revision);
  }

  /**
   * Applies a Kustomization that follows the source.
   *
   * @param specification replaces fields of it, so that a test need not wait as long as a person
   */
  public void apply(GenericKubernetesResource kustomization, Map<String, Object> specification) {
    GenericKubernetesResource own = Serialization.clone(kustomization);
    own.getMetadata().setNamespace(namespace);
    Map<String, Object> spec = own.get("spec");
    spec.putAll(specification);
    spec.put("sourceRef", Map.of("kind", ArtifactSource.KIND, "name", SOURCE));
    var unused = client.resource(own).create();
  }

  /** Waits until everything of a revision is there and healthy. */
  public Kustomization awaitReady(String name, String revision) {
    return await(name, "ready at " + revision, found -> found.isReadyAt(revision));
  }

  /** Waits until it has given up on a revision for the first time. */
  public Kustomization awaitFailure(String name, String revision) {
    return await(name, "given up on " + revision, found -> found.hasFailedAt(revision));
  }

  /** Waits until that holds. */
  public Kustomization await(String name, String what, Predicate<Kustomization> condition) {
    try {
      return Kustomization.of(
          kustomization(name)
              .waitUntilCondition(
                  found -> found != null && condition.test(Kustomization.of(found)),
                  PATIENCE_SECONDS,
                  TimeUnit.SECONDS));
    } catch (KubernetesClientTimeoutException late) {
      throw new AssertionError(
          "Kustomization %s is not %s but %s".formatted(name, what, status(name)), late);
    }
  }

  /** Deletes a Kustomization with all that it brought, and waits until it is gone. */
  public void delete(String name) {
    kustomization(name).delete();
    try {
      kustomization(name).waitUntilCondition(Objects::isNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (KubernetesClientTimeoutException late) {
      throw new AssertionError(
          "Kustomization %s is not gone but %s".formatted(name, status(name)), late);
    }
  }

  private String status(String name) {
    GenericKubernetesResource found = kustomization(name).get();
    return found == null ? "gone" : Serialization.asYaml(found);
  }

  private Resource<GenericKubernetesResource> kustomization(String name) {
    return client
        .genericKubernetesResources(API_VERSION, KIND)
        .inNamespace(namespace)
        .withName(name);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
    Runtime.getRuntime().removeShutdownHook(atExit);
    source.close();
  }
}
