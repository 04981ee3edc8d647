package dev.weir.crds.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.weir.crds.WeirResource;
import java.util.Optional;

/** Writes resources in one canonical form: fields in the order of the model, nothing empty. */
public final class ResourceWriter {
  // The schema has refused unknown fields before anything is bound, and a resource that a newer
  // version stored must still be readable.
  static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .build());

  private ResourceWriter() {}

  /** The resource as a JSON tree of its own. */
  public static ObjectNode toTree(WeirResource<?, ?> resource) {
    return MAPPER.valueToTree(resource);
  }

  /**
   * The resource that was written as {@code tree}, unknown fields ignored: for what has been
   * checked before it was stored. Empty when it cannot be read.
   */
  public static <R extends WeirResource<?, ?>> Optional<R> fromTree(Class<R> type, JsonNode tree) {
    try {
      return Optional.of(MAPPER.treeToValue(tree, type));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The resource as one line of JSON. */
  public static String toJson(WeirResource<?, ?> resource) {
    return toTree(resource).toString();
  }

  /** The resource as one YAML document without a marker. */
  public static String toYaml(WeirResource<?, ?> resource) {
    try {
      return YAML.writeValueAsString(toTree(resource));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree can always be written
    }
  }
}
