package dev.weir.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "WEIR_IMAGE_REPOSITORY", "weir",
          "WEIR_IMAGE_TAG", "1",
          "WEIR_NAMESPACE", "sys",
          "WEIR_POD", "p");

  @Test
  void shouldHaveDefaultsForEverythingElse() {
    OperatorConfig config = OperatorConfig.of(LEAST);

    assertThat(config.minioImage()).isEqualTo(OperatorConfig.MINIO_IMAGE_DEFAULT);
    assertThat(config.postgresImage()).isEqualTo(OperatorConfig.POSTGRES_IMAGE_DEFAULT);
    assertThat(config.watchedNamespaces()).isEmpty();
    assertThat(config.leaderElection()).isTrue();
    assertThat(config.webhook()).isNull();
  }

  @Test
  void shouldReadEveryVariable() {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("WEIR_MINIO_IMAGE", "m:1");
    environment.put("WEIR_POSTGRES_IMAGE", "p:1");
    environment.put("WEIR_WATCHED_NAMESPACES", "a, b,");
    environment.put("WEIR_LEADER_ELECTION", "false");
    environment.put("WEIR_SCALE_DOWN_SECONDS", "90");
    environment.put("WEIR_NPM_REGISTRY", "https://registry.example.com/npm");
    environment.put("WEIR_WEBHOOK_HOST", "127.0.0.1");
    environment.put("WEIR_WEBHOOK_PORT", "7444");
    environment.put("WEIR_WEBHOOK_URL", "https://192.0.2.7:7444");

    OperatorConfig config = OperatorConfig.of(environment);

    assertThat(config)
        .isEqualTo(
            new OperatorConfig(
                "weir",
                "1",
                "m:1",
                "p:1",
                Set.of("a", "b"),
                "sys",
                "p",
                false,
                Duration.ofSeconds(90),
                URI.create("https://registry.example.com/npm"),
                new WebhookConfig("127.0.0.1", 7444, URI.create("https://192.0.2.7:7444"))));
  }

  @Test
  void shouldListEverythingThatIsMissing() {
    assertThatThrownBy(() -> OperatorConfig.of(Map.of("WEIR_POD", " ")))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(e.getMessage())
                  .contains("WEIR_IMAGE_REPOSITORY, WEIR_IMAGE_TAG, WEIR_NAMESPACE, WEIR_POD");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "soon", "-1", "86401"})
  void shouldRefuseAWindowThatIsNone(String seconds) {
    Map<String, String> environment =
        Map.of(
            "WEIR_IMAGE_REPOSITORY",
            "weir",
            "WEIR_IMAGE_TAG",
            "1",
            "WEIR_NAMESPACE",
            "sys",
            "WEIR_POD",
            "p",
            "WEIR_SCALE_DOWN_SECONDS",
            seconds);
    assertThatThrownBy(() -> OperatorConfig.of(environment))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("WEIR_SCALE_DOWN_SECONDS is \"" + seconds + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry.example.com", "ftp://registry.example.com", "https://", "h t"})
  void shouldRefuseARegistryWithoutAnAddress(String address) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("WEIR_NPM_REGISTRY", address);

    assertThatThrownBy(() -> OperatorConfig.of(environment))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("WEIR_NPM_REGISTRY is \"" + address + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "WEIR_WEBHOOK_PORT, 0",
    "WEIR_WEBHOOK_PORT, 65536",
    "WEIR_WEBHOOK_PORT, https",
    "WEIR_WEBHOOK_URL, http://192.0.2.7:7444",
    "WEIR_WEBHOOK_URL, 192.0.2.7",
    "WEIR_WEBHOOK_URL, 'https://a b'"
  })
  void shouldRefuseAWebhookThatNobodyCanReach(String name, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("WEIR_WEBHOOK_PORT", "7443");
    assertThat(OperatorConfig.of(environment).webhook())
        .isEqualTo(new WebhookConfig("0.0.0.0", 7443, null));
    environment.put(name, value);

    assertThatThrownBy(() -> OperatorConfig.of(environment))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining(name + " is \"" + value + "\"");
  }

  @Test
  void shouldBeSetByTheChart() throws IOException {
    String template = Files.readString(Path.of("../charts/weir/templates/operator.yaml"));

    assertThat(
            List.of(
                OperatorConfig.IMAGE_REPOSITORY,
                OperatorConfig.IMAGE_TAG,
                OperatorConfig.MINIO_IMAGE,
                OperatorConfig.POSTGRES_IMAGE,
                OperatorConfig.NPM_REGISTRY,
                OperatorConfig.WATCHED_NAMESPACES,
                OperatorConfig.NAMESPACE,
                OperatorConfig.POD,
                WebhookConfig.PORT))
        .allMatch(name -> template.contains("name: " + name));
  }
}
