package dev.weir.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads fields of the engine's syntax trees. */
public final class SyntaxTree {
  private SyntaxTree() {}

  /** The text of a field, or empty. */
  public static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? "" : value.asText();
  }

  /** The elements of a field that is an array of text. */
  public static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    JsonNode array = node.get(field);
    if (array != null) {
      array.forEach(element -> texts.add(element.asText()));
    }
    return texts;
  }

  /** The byte where a node starts, or -1 when the engine does not say. */
  public static int location(JsonNode node) {
    JsonNode location = node.get("query_location");
    return location == null || !location.canConvertToInt() ? -1 : location.intValue();
  }

  /** The bytes that a node takes, or 0. */
  public static int locationLength(JsonNode node) {
    JsonNode length = node.get("query_location_length");
    return length == null || !length.canConvertToInt() ? 0 : length.intValue();
  }
}
