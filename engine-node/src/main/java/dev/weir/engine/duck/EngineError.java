package dev.weir.engine.duck;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the SQL engine says about a failure: it writes its errors as JSON objects of strings. The
 * driver cuts a message off that has characters outside of the basic plane in it, so whatever can
 * be read before the cut counts. Immutable.
 */
public final class EngineError {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, String> fields;

  private EngineError(Map<String, String> fields) {
    this.fields = fields;
  }

  /** Reads a failure. One that is the driver's own has a message and no type. */
  public static EngineError of(SQLException failure) {
    String text = String.valueOf(failure.getMessage());
    Map<String, String> fields = new HashMap<>();
    int brace = text.indexOf('{');
    if (brace >= 0) {
      read(text.substring(brace), fields);
    }
    if (!fields.containsKey("exception_type")) {
      fields.put("exception_message", text);
    }
    return new EngineError(fields);
  }

  private static void read(String json, Map<String, String> fields) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken().isScalarValue()) {
          fields.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException cut) {
      fields.putIfAbsent("exception_message", json);
    }
  }

  /** Kind of the failure, in lower case; empty when it is not the engine's. */
  public String type() {
    return find("exception_type").toLowerCase(Locale.ROOT);
  }

  /** What happened, one line or more. */
  public String message() {
    return find("exception_message");
  }

  /** Another field; empty when it is not there. */
  String find(String field) {
    return fields.getOrDefault(field, "");
  }

  /** As {@link #find}, null when it is not there. */
  @Nullable String orNull(String field) {
    return fields.get(field);
  }
}
