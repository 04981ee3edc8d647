package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.local.Preconditions;
import dev.weir.operator.install.Helm;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real API server takes every example, and what the chart makes for other tools, with no unknown
 * field. It has the definitions of those tools.
 */
@OnControlPlane
class ExamplesIT {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));
  private static final Path EXAMPLES = Path.of("../examples");

  private static KubernetesClient client;
  private static String namespace;

  @BeforeAll
  static void start() throws Exception {
    List<String> missing = Preconditions.missingForPrograms("definitions");
    assumeTrue(missing.isEmpty(), () -> "NOT TESTED: this machine lacks " + missing);
    ControlPlane controlPlane = ControlPlane.shared();
    client = controlPlane.client();
    namespace = controlPlane.namespace("examples");
    ClusterBinaries binaries =
        new ClusterBinaries(
            BuildCache.ofUser(), ROOT.resolve("e2e/cluster"), new Progress(System.out));
    Set<String> groups = new HashSet<>();
    try (Stream<Path> files = Files.list(binaries.foreignDefinitions())) {
      for (Path file : files.toList()) {
        for (GenericKubernetesResource definition : documents(file)) {
          client.resource(definition).serverSideApply();
          groups.add(definition.<String>get("spec", "group"));
        }
      }
    }
    // The API server takes a moment to serve a kind that is new.
    for (String group : groups) {
      Eventually.holds(() -> assertThat(client.getApiGroup(group)).isNotNull());
    }
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> all = Files.walk(EXAMPLES)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertThat(files).hasSizeGreaterThan(15);
      return files;
    }
  }

  private static List<GenericKubernetesResource> documents(Path file) throws IOException {
    return Arrays.stream(Files.readString(file).split("(?m)^---$"))
        .filter(text -> text.contains("kind:"))
        .map(text -> Serialization.unmarshal(text, GenericKubernetesResource.class))
        .toList();
  }

  /** Nothing is stored; what would be said is said. */
  private static void offer(HasMetadata object) {
    object.getMetadata().setNamespace(namespace);
    GenericKubernetesResource offered =
        Serialization.unmarshal(Serialization.asYaml(object), GenericKubernetesResource.class);
    var unused = client.resource(offered).dryRun().fieldValidation(Validation.STRICT).create();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldBeTakenByTheApiServer(Path file) throws Exception {
    List<GenericKubernetesResource> documents = documents(file);

    assertThat(documents).isNotEmpty();
    for (GenericKubernetesResource document : documents) {
      Eventually.holds(() -> offer(document));
    }
  }

  @Test
  void shouldBringMonitorsAndRulesThatPrometheusTakes(@TempDir Path folder) throws IOException {
    List<HasMetadata> rendered =
        Helm.in(folder)
            .render(
                Helm.chart(),
                "--set=crds.install=false",
                "--set=watchedNamespaces={a}",
                "--set=monitoring.serviceMonitor.enabled=true",
                "--set=monitoring.podMonitor.enabled=true",
                "--set=monitoring.rules.enabled=true",
                "--set=monitoring.dashboards.enabled=true");

    rendered.forEach(ExamplesIT::offer);
    assertThat(rendered).hasSizeGreaterThan(9);
  }

  /** So that the tests above can fail. */
  @Test
  void shouldSeeAnUnknownField() throws IOException {
    for (String file : List.of("keda/scaledobject.yaml", "flux/operator.yaml")) {
      GenericKubernetesResource document =
          documents(EXAMPLES.resolve("kubernetes").resolve(file)).getFirst();
      document.getAdditionalProperties().put("unknown", "field");

      assertThatThrownBy(() -> offer(document))
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("unknown field \"unknown\"");
    }
  }
}
