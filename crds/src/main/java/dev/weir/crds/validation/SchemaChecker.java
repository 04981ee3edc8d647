package dev.weir.crds.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds a document against a structural schema as the API server does, and puts the defaults in. A
 * field that is null is treated as left out. One for each document.
 */
final class SchemaChecker {
  private final List<Problem> problems = new ArrayList<>();

  private SchemaChecker() {}

  /** Checks and completes {@code value}; the problems carry no place. */
  static List<Problem> check(ObjectNode value, JsonNode schema) {
    SchemaChecker checker = new SchemaChecker();
    checker.checkObject("", value, schema);
    return checker.problems;
  }

  private void check(String path, JsonNode value, JsonNode schema) {
    String type = schema.path("type").asText("");
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      require(path, value.isTextual() || value.isIntegralNumber(), value, "text or an integer");
      return;
    }
    switch (type) {
      case "object" -> {
        if (value instanceof ObjectNode object) {
          checkObject(path, object, schema);
        } else {
          wrongType(path, value, "a map");
        }
      }
      case "array" -> {
        if (value instanceof ArrayNode array) {
          checkArray(path, array, schema);
        } else {
          wrongType(path, value, "a list");
        }
      }
      case "string" -> {
        if (require(path, value.isTextual(), value, "text")) {
          checkText(path, value.textValue(), schema);
        }
      }
      case "boolean" -> require(path, value.isBoolean(), value, "true or false");
      case "integer" -> {
        if (require(path, value.isIntegralNumber(), value, "an integer")) {
          checkRange(path, value, schema);
        }
      }
      case "number" -> {
        if (require(path, value.isNumber(), value, "a number")) {
          checkRange(path, value, schema);
        }
      }
      default -> {} // any value
    }
  }

  private void checkObject(String path, ObjectNode object, JsonNode schema) {
    object.properties().removeIf(entry -> entry.getValue().isNull());
    JsonNode properties = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String at = Paths.field(path, entry.getKey());
      JsonNode known = properties.get(entry.getKey());
      if (known != null) {
        check(at, entry.getValue(), known);
      } else if (others.isObject()) {
        check(at, entry.getValue(), others);
      } else if (!open) {
        unknown(at, entry.getKey(), properties);
      }
    }
    complete(path, object, properties);
    for (JsonNode name : schema.path("required")) {
      if (!object.has(name.textValue())) {
        add(Paths.field(path, name.textValue()), "missing", descriptionOf(properties, name));
      }
    }
  }

  private void complete(String path, ObjectNode object, JsonNode properties) {
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      JsonNode initial = property.getValue().get("default");
      if (initial != null && !object.has(property.getKey())) {
        JsonNode copy = initial.deepCopy();
        object.set(property.getKey(), copy);
        check(Paths.field(path, property.getKey()), copy, property.getValue());
      }
    }
  }

  private void checkArray(String path, ArrayNode array, JsonNode schema) {
    checkSize(path, array.size(), schema, "minItems", "maxItems", "entries");
    JsonNode items = schema.path("items");
    for (int i = 0; i < array.size(); i++) {
      check(Paths.item(path, i), array.get(i), items);
    }
  }

  private void checkText(String path, String text, JsonNode schema) {
    checkSize(
        path,
        text.codePointCount(0, text.length()),
        schema,
        "minLength",
        "maxLength",
        "characters");
    if (schema.has("pattern")
        && !Pattern.compile(schema.get("pattern").textValue()).matcher(text).find()) {
      add(path, quote(text) + " does not match " + schema.get("pattern").textValue(), null);
    }
    if (schema.has("enum")) {
      Set<String> allowed = new TreeSet<>();
      schema.get("enum").forEach(value -> allowed.add(value.asText()));
      if (!allowed.contains(text)) {
        Optional<String> meant = Suggestion.hint(text, allowed);
        add(path, quote(text) + " is not one of " + String.join(", ", allowed), meant.orElse(null));
      }
    }
  }

  private void checkRange(String path, JsonNode value, JsonNode schema) {
    double number = value.doubleValue();
    if (schema.has("minimum") && number < schema.get("minimum").doubleValue()) {
      add(path, value.asText() + " is less than " + plain(schema.get("minimum")), null);
    }
    if (schema.has("maximum") && number > schema.get("maximum").doubleValue()) {
      add(path, value.asText() + " is more than " + plain(schema.get("maximum")), null);
    }
  }

  private void checkSize(
      String path, int size, JsonNode schema, String min, String max, String what) {
    if (schema.has(min) && size < schema.get(min).asInt()) {
      add(path, "fewer than " + schema.get(min).asInt() + " " + what, null);
    }
    if (schema.has(max) && size > schema.get(max).asInt()) {
      add(path, size + " " + what + ", more than " + schema.get(max).asInt(), null);
    }
  }

  private void unknown(String path, String name, JsonNode properties) {
    List<String> known = new ArrayList<>();
    for (Iterator<String> names = properties.fieldNames(); names.hasNext(); ) {
      known.add(names.next());
    }
    String others = known.isEmpty() ? null : "known are " + String.join(", ", known);
    add(path, "unknown field", Suggestion.hint(name, known).orElse(others));
  }

  private boolean require(String path, boolean holds, JsonNode value, String wanted) {
    if (!holds) {
      wrongType(path, value, wanted);
    }
    return holds;
  }

  private void wrongType(String path, JsonNode value, String wanted) {
    String is =
        switch (value.getNodeType()) {
          case OBJECT -> "a map";
          case ARRAY -> "a list";
          case BOOLEAN -> value.asText() + ", true or false";
          case NUMBER -> "the number " + value.asText();
          default -> "text";
        };
    boolean quotable = wanted.startsWith("text") && value.isValueNode();
    add(path, "is " + is + ", not " + wanted, quotable ? "put it in quotes" : null);
  }

  private static @Nullable String descriptionOf(JsonNode properties, JsonNode name) {
    JsonNode description = properties.path(name.textValue()).get("description");
    return description == null ? null : description.asText();
  }

  private static String plain(JsonNode number) {
    return number.decimalValue().stripTrailingZeros().toPlainString();
  }

  private static String quote(String text) {
    return '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
  }

  private void add(String path, String message, @Nullable String hint) {
    problems.add(Problem.of(path, message, hint));
  }
}
