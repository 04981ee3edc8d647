package dev.weir.crds.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.weir.crds.ApiGroup;
import dev.weir.crds.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The reference page, from the descriptions in the CRDs. */
final class ReferencePage {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final StringBuilder page = new StringBuilder();

  private ReferencePage() {}

  /** The page for CRDs by file name. */
  static String of(Map<String, String> crds) throws IOException {
    ReferencePage reference = new ReferencePage();
    reference.head();
    for (Kind kind : Kind.values()) {
      String file = kind.plural() + "." + ApiGroup.NAME + ".yaml";
      reference.kind(kind, YAML.readTree(crds.get(file)));
    }
    return reference.page.toString();
  }

  private void head() {
    page.append(
        """
        # Resources

        <!-- Made from the CRDs by GeneratedFilesTest; do not edit. See crds/README.md. -->

        Every kind belongs to `%s` and is namespaced. A required field is marked with `*`. A rule is checked by
        the API server and by the laptop alike.

        | kind | short | what it is |
        | --- | --- | --- |
        """
            .formatted(ApiGroup.API_VERSION));
    for (Kind kind : Kind.values()) {
      page.append(
          "| [%s](#%s) | `%s` | %s |\n"
              .formatted(
                  kind.text(),
                  kind.text().toLowerCase(Locale.ROOT),
                  String.join("`, `", kind.shortNames()),
                  kind.summary()));
    }
  }

  private void kind(Kind kind, JsonNode crd) {
    page.append("\n## ").append(kind.text()).append("\n\n").append(kind.summary()).append("\n");
    JsonNode version = crd.at("/spec/versions/0");
    JsonNode properties = version.at("/schema/openAPIV3Schema/properties");
    List<String> columns = new ArrayList<>();
    version
        .path("additionalPrinterColumns")
        .forEach(column -> columns.add(column.path("name").asText()));
    page.append("\n`kubectl get` shows ").append(String.join(", ", columns)).append(".");
    if (version.path("subresources").has("scale")) {
      page.append(" It has the scale subresource, so `kubectl scale` and autoscalers work.");
    }
    page.append("\n");
    for (String part : List.of("spec", "status")) {
      JsonNode schema = properties.path(part);
      page.append("\n| ").append(part).append(" | type | default | meaning |\n");
      page.append("| --- | --- | --- | --- |\n");
      fields(part, schema);
      rules(part, schema);
    }
  }

  private void fields(String path, JsonNode schema) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      String at = path + "." + field.getKey();
      JsonNode value = field.getValue();
      page.append(
          "| `%s`%s | %s | %s | %s |\n"
              .formatted(
                  at,
                  required.contains(field.getKey()) ? " *" : "",
                  type(value),
                  value.has("default") ? "`" + value.get("default").asText() + "`" : "",
                  escape(value.path("description").asText())));
      if (at.equals("status.conditions")) {
        continue; // the shape that Kubernetes gives them; the same in every kind
      }
      fields(at, value);
      fields(at + "[]", value.path("items"));
    }
  }

  private void rules(String path, JsonNode schema) {
    List<String> rules = new ArrayList<>();
    collect(path, schema, rules);
    if (!rules.isEmpty()) {
      page.append("\nRules:\n\n");
      rules.forEach(rule -> page.append("- ").append(rule).append("\n"));
    }
  }

  private static void collect(String path, JsonNode schema, List<String> rules) {
    schema
        .path("x-kubernetes-validations")
        .forEach(rule -> rules.add("`" + path + "`: " + escape(rule.path("message").asText())));
    schema
        .path("properties")
        .properties()
        .forEach(field -> collect(path + "." + field.getKey(), field.getValue(), rules));
    if (schema.has("items")) {
      collect(path + "[]", schema.get("items"), rules);
    }
  }

  private static String type(JsonNode schema) {
    if (schema.has("enum")) {
      List<String> values = new ArrayList<>();
      schema.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      return String.join(", ", values);
    }
    String type = schema.path("type").asText();
    return switch (type) {
      case "array" -> "list of " + type(schema.path("items"));
      case "object" -> schema.has("additionalProperties") ? "map of text" : "object";
      case "string" -> "text";
      default -> type + range(schema);
    };
  }

  private static String range(JsonNode schema) {
    String min = schema.has("minimum") ? plain(schema.get("minimum")) : "";
    String max = schema.has("maximum") ? plain(schema.get("maximum")) : "";
    return min.isEmpty() && max.isEmpty() ? "" : ", " + min + " to " + max;
  }

  private static String plain(JsonNode number) {
    return number.decimalValue().stripTrailingZeros().toPlainString();
  }

  private static String escape(String text) {
    return text.replace("|", "\\|");
  }
}
