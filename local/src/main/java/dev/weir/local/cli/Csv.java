package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Fields of RFC 4180. */
final class Csv {
  private Csv() {}

  /**
   * A value as a field: null is empty, text is quoted when it must be (the empty string always).
   */
  static String field(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    String text = value.isContainerNode() ? value.toString() : value.asText();
    boolean quote =
        text.isEmpty()
            || text.indexOf(',') >= 0
            || text.indexOf('"') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0;
    return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
