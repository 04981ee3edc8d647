package dev.weir.operator.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.WeirException;
import dev.weir.crds.Kind;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart as Helm renders it. */
class HelmChartIT {
  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final String[] MONITORING = {
    "--set=monitoring.serviceMonitor.enabled=true",
    "--set=monitoring.podMonitor.enabled=true",
    "--set=monitoring.rules.enabled=true",
    "--set=monitoring.dashboards.enabled=true"
  };

  @TempDir static Path folder;
  private static Helm helm;

  @BeforeAll
  static void start() {
    helm = Helm.in(folder);
  }

  private static List<HasMetadata> render(String... values) throws IOException {
    String[] always = {Helm.chart(), "--namespace=weir-system"};
    return helm.render(
        Stream.concat(Stream.of(always), Arrays.stream(values)).toArray(String[]::new));
  }

  private static <T extends HasMetadata> List<T> only(Class<T> type, List<HasMetadata> objects) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static GenericKubernetesResource generic(String kind, List<HasMetadata> objects) {
    return only(GenericKubernetesResource.class, objects).stream()
        .filter(object -> object.getKind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crds.install=true",
        "crds.install=false",
        "webhook.enabled=false",
        "watchedNamespaces={a,b}",
        "monitoring.serviceMonitor.enabled=true,monitoring.podMonitor.enabled=true",
        "monitoring.rules.enabled=true,monitoring.dashboards.enabled=true",
        "podAnnotations.a=b,nodeSelector.c=d,tolerations[0].key=spot,image.pullSecrets={mine}"
      })
  void shouldPassHelmsOwnChecks(String values) {
    assertThat(helm.run("lint", "--strict", Helm.chart(), "--set=" + values))
        .contains("0 chart(s) failed");
  }

  @Test
  void shouldRenderWhatThePlainManifestHas() throws IOException {
    assertSame(
        render(),
        new InstallSettings(
            "weir-system",
            "weir-operator:" + VERSION,
            "weir",
            VERSION,
            null,
            null,
            null,
            Set.of(),
            1,
            true));
  }

  @Test
  void shouldRenderEverySettingOfThePlainManifest() throws IOException {
    assertSame(
        render(
            "--set=replicas=2",
            "--set=image.repository=reg.example.com/op",
            "--set-string=image.tag=1",
            "--set=dataPlane.repository=reg.example.com/weir,dataPlane.tag=v2",
            "--set=managed.minioImage=minio:3,managed.postgresImage=postgres:4",
            "--set=npmRegistry=https://registry.example.com/npm/",
            "--set=watchedNamespaces={b,a}"),
        new InstallSettings(
            "weir-system",
            "reg.example.com/op:1",
            "reg.example.com/weir",
            "v2",
            "minio:3",
            "postgres:4",
            "https://registry.example.com/npm/",
            Set.of("a", "b"),
            2,
            true));
  }

  @Test
  void shouldLeaveTheWebhookOut() throws IOException {
    assertSame(
        render("--set=webhook.enabled=false"),
        new InstallSettings(
            "weir-system",
            "weir-operator:" + VERSION,
            "weir",
            VERSION,
            null,
            null,
            null,
            Set.of(),
            1,
            false));
  }

  /** The namespace and the definitions come from elsewhere in the plain manifest or in Helm. */
  private static void assertSame(List<HasMetadata> rendered, InstallSettings settings) {
    assertThat(
            rendered.stream()
                .filter(object -> !(object instanceof CustomResourceDefinition))
                .map(Serialization::asYaml))
        .containsExactlyInAnyOrderElementsOf(
            InstallManifest.of(settings).stream()
                .filter(object -> !(object instanceof Namespace))
                .map(Serialization::asYaml)
                .toList());
  }

  @Test
  void shouldBringTheDefinitionsAndKeepThem() throws IOException {
    List<CustomResourceDefinition> rendered = only(CustomResourceDefinition.class, render());

    assertThat(rendered).hasSize(Kind.values().length);
    for (CustomResourceDefinition crd : rendered) {
      ObjectMeta metadata = crd.getMetadata();
      assertThat(metadata.getAnnotations()).isEqualTo(Map.of("helm.sh/resource-policy", "keep"));
      metadata.setAnnotations(Map.of());
      Path generated = Path.of("../crds/generated", metadata.getName() + ".yaml");
      assertThat(Serialization.asYaml(crd))
          .isEqualTo(
              Serialization.asYaml(
                  Serialization.unmarshal(
                      Files.readString(generated), CustomResourceDefinition.class)));
    }
    assertThat(render("--set=crds.install=false"))
        .isNotEmpty()
        .noneMatch(CustomResourceDefinition.class::isInstance);
  }

  @Test
  void shouldPlaceThePodsAsTheValuesSay() throws IOException {
    Deployment deployment =
        only(
                Deployment.class,
                render(
                    "--set=podAnnotations.a=b,nodeSelector.c=d,priorityClassName=high",
                    "--set=tolerations[0].key=spot,image.pullSecrets={one,two}",
                    "--set=image.pullPolicy=Always,resources.limits.memory=1Gi"))
            .getFirst();

    PodTemplateSpec pod = deployment.getSpec().getTemplate();
    assertThat(pod.getMetadata().getAnnotations()).isEqualTo(Map.of("a", "b"));
    assertThat(pod.getSpec().getNodeSelector()).isEqualTo(Map.of("c", "d"));
    assertThat(pod.getSpec().getPriorityClassName()).isEqualTo("high");
    assertThat(pod.getSpec().getTolerations()).extracting("key").containsExactly("spot");
    assertThat(pod.getSpec().getImagePullSecrets())
        .extracting("name")
        .containsExactly("one", "two");
    assertThat(pod.getSpec().getContainers().getFirst().getImagePullPolicy()).isEqualTo("Always");
    assertThat(pod.getSpec().getContainers().getFirst().getResources().getLimits().get("memory"))
        .hasToString("1Gi");
  }

  @Test
  void shouldRenderMonitoringOnlyWhenAsked() throws IOException {
    List<HasMetadata> without = render();
    assertThat(without).noneMatch(GenericKubernetesResource.class::isInstance);
    assertThat(only(ConfigMap.class, without)).isEmpty();

    List<HasMetadata> all = render(MONITORING);

    assertThat(only(GenericKubernetesResource.class, all))
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder("ServiceMonitor", "PodMonitor", "PrometheusRule");
    assertThat(generic("PrometheusRule", all).<List<?>>get("spec", "groups")).hasSize(2);
    ConfigMap dashboards = only(ConfigMap.class, all).getFirst();
    assertThat(dashboards.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    for (String name : List.of("operator", "queries")) {
      assertThat(dashboards.getData().get("weir-" + name + ".json"))
          .isEqualTo(
              Files.readString(Path.of("../charts/weir/files/dashboards", name + ".json")).strip());
    }
  }

  @Test
  void shouldLabelWhatPrometheusSelects() throws IOException {
    List<HasMetadata> all =
        render(
            Stream.concat(
                    Arrays.stream(MONITORING),
                    Stream.of("serviceMonitor", "podMonitor", "rules", "dashboards")
                        .map(part -> "--set=monitoring." + part + ".labels.release=prometheus"))
                .toArray(String[]::new));

    assertThat(
            all.stream()
                .filter(
                    object ->
                        object instanceof GenericKubernetesResource || object instanceof ConfigMap))
        .hasSize(4)
        .allMatch(
            object ->
                object
                    .getMetadata()
                    .getLabels()
                    .equals(expectedLabels(object instanceof ConfigMap)));
  }

  private static Map<String, String> expectedLabels(boolean dashboards) {
    String name = "app.kubernetes.io/name";
    return dashboards
        ? Map.of(name, "weir-operator", "release", "prometheus", "grafana_dashboard", "1")
        : Map.of(name, "weir-operator", "release", "prometheus");
  }

  @Test
  void shouldScrapeWatchedNamespacesOnly() throws IOException {
    assertThat(
            generic("PodMonitor", render(MONITORING))
                .<Map<String, Object>>get("spec", "namespaceSelector"))
        .isEqualTo(Map.of("any", true));

    List<HasMetadata> some =
        render(
            Stream.of(MONITORING, new String[] {"--set=watchedNamespaces={a,b}"})
                .flatMap(Arrays::stream)
                .toArray(String[]::new));

    assertThat(generic("PodMonitor", some).<Map<String, Object>>get("spec", "namespaceSelector"))
        .isEqualTo(Map.of("matchNames", List.of("a", "b")));
  }

  /** Each with the value's path and what is expected there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas=0 | /replicas | minimum: got 0, want 1",
        "replicas=two | /replicas | got string, want integer",
        "replica=2 | additional properties 'replica' not allowed | ",
        "image.repository= | /image/repository | minLength: got 0, want 1",
        "image.tag=1 | /image/tag | got number, want string",
        "image.tag=a:b | /image/tag | does not match pattern",
        "image.pullPolicy=Sometimes | /image/pullPolicy | must be one of 'Always', 'IfNotPresent', 'Never'",
        "watchedNamespaces={Data} | /watchedNamespaces/0 | does not match pattern",
        "watchedNamespaces=data | /watchedNamespaces | got string, want array",
        "monitoring.serviceMonitor.interval=often | /monitoring/serviceMonitor/interval | pattern",
        "monitoring.rule.enabled=true | additional properties 'rule' not allowed | ",
        "webhook.enabled=yes | /webhook/enabled | got string, want boolean",
        "webhook.failurePolicy=Fail | additional properties 'failurePolicy' not allowed | ",
        "crds.keep=false | additional properties 'keep' not allowed | "
      })
  void shouldRefuseBadValues(String value, String where, String why) {
    assertThatThrownBy(() -> render("--set=" + value))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("values don't meet the specifications of the schema(s)")
        .hasMessageContaining(where)
        .hasMessageContaining(why == null ? "" : why);
  }
}
