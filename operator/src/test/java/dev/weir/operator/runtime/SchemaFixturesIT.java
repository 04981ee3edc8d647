package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.Kind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The API server's verdict on every fixture is the one that crds gives. {@code refused-*} is what
 * only Weir sees: the API server takes it.
 */
@OnControlPlane
class SchemaFixturesIT {
  private static final Path FOLDER = Path.of("../crds/src/test/resources/fixtures");

  private static final String EXPECT = "# expect: ";

  /** Every message of every rule in the schemas. */
  private static final Set<String> RULES = rules();

  private static ControlPlane controlPlane;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    controlPlane = ControlPlane.shared();
    client = controlPlane.client();
  }

  private static Set<String> rules() {
    Set<String> messages = new HashSet<>();
    for (Kind kind : Kind.values()) {
      InputStream crd =
          Kind.class.getResourceAsStream("/weir/crds/" + kind.plural() + ".weir.dev.yaml");
      Serialization.unmarshal(crd, JsonNode.class).findValues("x-kubernetes-validations").stream()
          .flatMap(rules -> rules.findValuesAsText("message").stream())
          .forEach(messages::add);
    }
    return messages;
  }

  static Stream<Path> fixtures() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void shouldJudgeAsTheFixtureSays(Path file) throws IOException {
    // Given
    List<String> broken = rulesBroken(file);
    String name = file.getFileName().toString();
    String namespace = controlPlane.namespace("fixture");
    List<GenericKubernetesResource> documents = documents(Files.readString(file), namespace);
    if (name.contains("-change-")) {
      create(documents.getFirst());
    }

    // When
    GenericKubernetesResource last = documents.getLast();

    // Then
    if (!name.startsWith("invalid-")) {
      assertThat(write(name, last).getMetadata().getUid()).isNotEmpty();
      return;
    }
    assertThatThrownBy(() -> write(name, last))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> {
              assertThat(refused.getStatus().getMessage())
                  .containsPattern(" is invalid: |strict decoding error: unknown field");
              assertThat(broken).allMatch(refused.getStatus().getMessage()::contains);
            });
  }

  /**
   * The messages of rules that the fixture expects. None where it has other mistakes too: the API
   * server then evaluates no rule.
   */
  private static List<String> rulesBroken(Path file) throws IOException {
    List<String> expected =
        Files.readString(file)
            .lines()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(line.indexOf(": ", EXPECT.length()) + 2))
            .toList();
    boolean onlyRules = expected.stream().allMatch(RULES::contains);
    return onlyRules ? expected : List.of();
  }

  private static GenericKubernetesResource write(String name, GenericKubernetesResource resource) {
    return name.contains("-change-")
        ? client
            .resource(resource)
            .fieldValidation(Validation.STRICT)
            .forceConflicts()
            .serverSideApply()
        : create(resource);
  }

  private static GenericKubernetesResource create(GenericKubernetesResource resource) {
    return client.resource(resource).fieldValidation(Validation.STRICT).create();
  }

  private static List<GenericKubernetesResource> documents(String text, String namespace) {
    return Arrays.stream(text.split("(?m)^---$"))
        .filter(part -> part.contains("kind:"))
        .map(part -> Serialization.unmarshal(part, GenericKubernetesResource.class))
        .peek(resource -> resource.getMetadata().setNamespace(namespace))
        .toList();
  }
}
