package dev.weir.crds.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.weir.crds.ApiGroup;
import dev.weir.crds.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * The schema of each kind, read from the very CRD that a cluster would be given, so that the laptop
 * and the API server accept and refuse the same. Thread-safe.
 */
public final class Schemas {
  private static final String FOLDER = "/weir/crds/";
  private static final Map<Kind, JsonNode> SCHEMAS = new EnumMap<>(Kind.class);

  private Schemas() {}

  /** The whole CustomResourceDefinition, as YAML. */
  public static String crdYaml(Kind kind) {
    String file = FOLDER + kind.plural() + "." + ApiGroup.NAME + ".yaml";
    try (InputStream in = Schemas.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The OpenAPI schema of the kind with that of {@code metadata}, which a CRD leaves out, and
   * without the status that an API server gives to what nobody has looked at. Not to be changed.
   */
  public static JsonNode of(Kind kind) {
    synchronized (SCHEMAS) {
      return SCHEMAS.computeIfAbsent(kind, Schemas::load);
    }
  }

  private static JsonNode load(Kind kind) {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    try (InputStream in = Schemas.class.getResourceAsStream(FOLDER + "metadata.yaml")) {
      ObjectNode schema =
          (ObjectNode)
              yaml.readTree(crdYaml(kind)).at("/spec/versions/0/schema/openAPIV3Schema").deepCopy();
      ObjectNode properties = (ObjectNode) schema.get("properties");
      properties.set("metadata", yaml.readTree(in));
      properties.withObject("status").remove("default");
      properties.putObject("apiVersion").put("type", "string");
      properties.putObject("kind").put("type", "string");
      schema.withArray("required").add("metadata");
      return schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
