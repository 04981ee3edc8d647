package dev.weir.operator.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.weir.crds.Kind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is in the repository for an installation is what the code says. */
class InstallManifestTest {
  private static final boolean UPDATE = Boolean.getBoolean("weir.update");
  private static final Path MANIFEST = Path.of("src/main/kubernetes/operator.yaml");
  private static final Path CHART = Path.of("../charts/weir");
  private static final String HOW = "stale; written anew with -Dweir.update=true";

  private static void check(Path file, String text) throws IOException {
    if (UPDATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).as("%s: %s", file, HOW).isEqualTo(text);
  }

  @Test
  void shouldKeepThePlainManifest() throws IOException {
    List<HasMetadata> objects =
        InstallManifest.of(
            new InstallSettings(
                "weir-system",
                "weir-operator:dev",
                "weir",
                "dev",
                null,
                null,
                null,
                Set.of(),
                1,
                true));

    check(MANIFEST, objects.stream().map(Serialization::asYaml).collect(Collectors.joining()));
  }

  @Test
  void shouldGiveRightsInWatchedNamespacesOnly() {
    List<HasMetadata> objects =
        InstallManifest.of(
            new InstallSettings(
                "sys", "o:1", "w", "1", null, null, null, Set.of("b", "a"), 2, false));

    assertThat(objects).noneMatch(object -> object.getKind().startsWith("Cluster"));
    assertThat(objects).noneMatch(ValidatingWebhookConfiguration.class::isInstance);
    assertThat(objects)
        .filteredOn(object -> object.getKind().equals("Role"))
        .extracting(object -> object.getMetadata().getNamespace())
        .containsExactly("a", "b", "sys");
  }

  @Test
  void shouldGiveTheWebhookARightToItsOwnConfigurationOnly() {
    List<HasMetadata> objects =
        InstallManifest.of(
            new InstallSettings(
                "sys", "o:1", "w", "1", null, null, null, Set.of("b", "a"), 2, true));

    assertThat(objects)
        .filteredOn(ClusterRole.class::isInstance)
        .singleElement(type(ClusterRole.class))
        .satisfies(
            role ->
                assertThat(role.getRules())
                    .singleElement()
                    .satisfies(
                        rule ->
                            assertThat(rule.getResourceNames())
                                .containsExactly("weir-operator-sys")));
    assertThat(objects)
        .filteredOn(ValidatingWebhookConfiguration.class::isInstance)
        .singleElement(type(ValidatingWebhookConfiguration.class))
        .satisfies(
            configuration -> {
              assertThat(configuration.getMetadata().getName()).isEqualTo("weir-operator-sys");
              assertThat(
                      configuration
                          .getWebhooks()
                          .getFirst()
                          .getNamespaceSelector()
                          .getMatchExpressions()
                          .getFirst()
                          .getValues())
                  .containsExactly("a", "b");
            });
  }

  @Test
  void shouldKeepTheChartsCopyOfTheRules() throws IOException {
    check(
        CHART.resolve("files/rules.yaml"),
        Serialization.asYaml(
                new ClusterRoleBuilder()
                    .withRules(Permissions.inWatchedNamespaces())
                    .build()
                    .getRules())
            .replace("---\n", ""));
    check(
        CHART.resolve("files/lease-rules.yaml"),
        Serialization.asYaml(Permissions.inOwnNamespace()).replace("---\n", ""));
  }

  @Test
  void shouldKeepTheChartsCopyOfTheCustomResourceDefinitions() throws IOException {
    for (Kind kind : Kind.values()) {
      String file = kind.plural() + ".weir.dev.yaml";
      check(
          CHART.resolve("files/crds").resolve(file),
          Files.readString(Path.of("../crds/generated").resolve(file)));
    }
    try (var files = Files.list(CHART.resolve("files/crds"))) {
      assertThat(files.count()).isEqualTo(Kind.values().length);
    }
  }
}
