package dev.weir.crds.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.crds.validation.Paths;
import dev.weir.crds.validation.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON, several documents one after the other. One for each text. */
final class JsonReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.DEPTH_MAX)
                  .maxDocumentLength(Limits.TEXT_MAX)
                  .maxStringLength(Limits.TEXT_MAX)
                  .build())
          .build();

  private final String source;
  private final Budget budget;
  private final List<Problem> problems = new ArrayList<>();
  private int document;
  private Map<String, Integer> lines = new HashMap<>();

  JsonReader(String source) {
    this.source = source;
    this.budget = new Budget(source);
  }

  List<Problem> problems() {
    return problems;
  }

  List<RawDocument> read(String text) throws UnreadableTextException {
    List<RawDocument> documents = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      while (parser.nextToken() != null) {
        document++;
        if (document > Limits.DOCUMENTS_MAX) {
          throw new UnreadableTextException(
              new Problem(place(0), "", "more than " + Limits.DOCUMENTS_MAX + " documents", null));
        }
        lines = new HashMap<>();
        documents.add(new RawDocument(source, document, convert(parser, "", 0), lines));
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new UnreadableTextException(
          new Problem(place(line), "", "not JSON: " + e.getOriginalMessage(), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory cannot fail to be read
    }
    return documents;
  }

  private Problem.Place place(int line) {
    return new Problem.Place(source, Math.max(1, document), line);
  }

  private JsonNode convert(JsonParser parser, String path, int depth)
      throws IOException, UnreadableTextException {
    JsonNodeFactory json = JsonNodeFactory.instance;
    int line = parser.currentTokenLocation().getLineNr();
    budget.take(document, line, depth);
    lines.putIfAbsent(path, line);
    return switch (parser.currentToken()) {
      case START_OBJECT -> convertObject(parser, path, depth);
      case START_ARRAY -> {
        ArrayNode array = json.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(convert(parser, Paths.item(path, array.size()), depth + 1));
        }
        yield array;
      }
      case VALUE_STRING -> json.textNode(parser.getText());
      case VALUE_TRUE -> json.booleanNode(true);
      case VALUE_FALSE -> json.booleanNode(false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ScalarNumbers.read(parser.getText());
      default -> json.nullNode();
    };
  }

  private ObjectNode convertObject(JsonParser parser, String path, int depth)
      throws IOException, UnreadableTextException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String at = Paths.field(path, name);
      int line = parser.currentTokenLocation().getLineNr();
      if (object.has(name)) {
        problems.add(new Problem(place(line), at, "given twice", "keep one of them"));
      }
      lines.put(at, line);
      parser.nextToken();
      object.set(name, convert(parser, at, depth + 1));
    }
    return object;
  }
}
