package dev.weir.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.weir.crds.Kind;
import dev.weir.crds.WeirResource;
import dev.weir.crds.validation.ResourceValidator;
import dev.weir.crds.validation.Schemas;
import dev.weir.crds.yaml.ParsedResource;
import dev.weir.crds.yaml.ResourceParser;
import dev.weir.crds.yaml.ResourceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the schema of every kind. */
class SchemaShapeTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  private static JsonNode version(Kind kind) throws IOException {
    return new ObjectMapper(new YAMLFactory())
        .readTree(Schemas.crdYaml(kind))
        .at("/spec/versions/0");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldDescribeEveryField(Kind kind) throws IOException {
    List<String> silent = new ArrayList<>();
    JsonNode properties = version(kind).at("/schema/openAPIV3Schema/properties");
    collectSilent("spec", properties.path("spec"), silent);
    collectSilent("status", properties.path("status"), silent);
    assertThat(silent).isEmpty();
  }

  private static void collectSilent(String path, JsonNode schema, List<String> silent) {
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      String at = path + "." + field.getKey();
      if (field.getValue().path("description").asText().isBlank()) {
        silent.add(at);
      }
      collectSilent(at, field.getValue(), silent);
      collectSilent(at + "[]", field.getValue().path("items"), silent);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldHaveStatusColumnsAndConditions(Kind kind) throws IOException {
    JsonNode version = version(kind);
    assertThat(version.at("/subresources/status").isObject()).isTrue();
    assertThat(version.path("additionalPrinterColumns").findValuesAsText("name"))
        .contains("Ready", "Reason", "Age");
    JsonNode status = version.at("/schema/openAPIV3Schema/properties/status/properties");
    assertThat(status.has("conditions") && status.has("observedGeneration")).isTrue();
    assertThat(version.at("/schema/openAPIV3Schema/properties/status/default").toString())
        .isEqualTo("{\"observedGeneration\":-1}");
    assertThat(kind.shortNames()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldBoundEveryListSoThatTheApiServerCanPriceItsRules(Kind kind) throws IOException {
    List<String> unbounded = new ArrayList<>();
    collectUnbounded(
        "spec", version(kind).at("/schema/openAPIV3Schema/properties/spec"), unbounded);
    assertThat(unbounded).isEmpty();
  }

  private static void collectUnbounded(String path, JsonNode schema, List<String> unbounded) {
    if (schema.path("type").asText().equals("array") && !schema.has("maxItems")) {
      unbounded.add(path);
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> collectUnbounded(path + "." + field.getKey(), field.getValue(), unbounded));
    if (schema.has("items")) {
      collectUnbounded(path + "[]", schema.get("items"), unbounded);
    }
  }

  /**
   * The API server fills in defaults; if a constructor filled in others, each apply would write.
   */
  @Test
  void shouldPutTheSameDefaultsInAsTheSchema() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(FIXTURES)) {
      files = all.filter(file -> file.getFileName().toString().matches("valid-.*yaml")).toList();
    }
    for (Path file : files) {
      for (ParsedResource parsed : ResourceParser.parse(file.toString(), Files.readString(file))) {
        // Given
        WeirResource<?, ?> resource = parsed.resource();
        ObjectNode byConstructors = ResourceWriter.toTree(resource);

        // When
        ObjectNode bySchema = byConstructors.deepCopy();
        assertThat(ResourceValidator.validateTree(parsed.kind(), bySchema)).isEmpty();

        // Then
        assertThat(bySchema).as(file.toString()).isEqualTo(byConstructors);
      }
    }
    assertThat(files).hasSizeGreaterThan(15);
  }

  @Test
  void shouldLetAutoscalersScaleComputeClusters() throws IOException {
    JsonNode scale = version(Kind.COMPUTE_CLUSTER).at("/subresources/scale");
    assertThat(scale.path("specReplicasPath").asText()).isEqualTo(".spec.replicas");
    assertThat(scale.path("statusReplicasPath").asText()).isEqualTo(".status.replicas");
    assertThat(scale.path("labelSelectorPath").asText()).isEqualTo(".status.selector");
  }
}
