package dev.weir.crds.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.crds.validation.Paths;
import dev.weir.crds.validation.Problem;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML as Kubernetes does: the JSON subset, with {@code yes}, {@code no}, {@code on} and
 * {@code off} as booleans and timestamps as text. Only the tree of nodes is built, never an object
 * that a tag names. One for each text.
 */
final class YamlReader {
  private final String source;
  private final Budget budget;
  private final List<Problem> problems = new ArrayList<>();
  private int document;
  private Map<String, Integer> lines = new HashMap<>();

  YamlReader(String source) {
    this.source = source;
    this.budget = new Budget(source);
  }

  /** Duplicate keys and the like, which do not keep the rest from being read. */
  List<Problem> problems() {
    return problems;
  }

  List<RawDocument> read(String text) throws UnreadableTextException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Limits.TEXT_MAX);
    options.setNestingDepthLimit(Limits.DEPTH_MAX);
    options.setMaxAliasesForCollections(Limits.DOCUMENTS_MAX);
    List<RawDocument> documents = new ArrayList<>();
    Yaml yaml = new Yaml(new SafeConstructor(options));
    try {
      Iterator<Node> nodes = yaml.composeAll(new StringReader(text)).iterator();
      while (nodes.hasNext()) {
        document++;
        limitDocuments();
        Node node = nodes.next();
        lines = new HashMap<>();
        JsonNode tree = convert(node, "", 0);
        if (!tree.isNull()) {
          documents.add(new RawDocument(source, document, tree, lines));
        }
      }
    } catch (MarkedYAMLException e) {
      throw new UnreadableTextException(
          problemAt(lineOf(e.getProblemMark()), "", "not YAML: " + e.getProblem(), null));
    } catch (YAMLException e) {
      throw new UnreadableTextException(problemAt(0, "", "not YAML: " + e.getMessage(), null));
    }
    return documents;
  }

  private void limitDocuments() throws UnreadableTextException {
    if (document > Limits.DOCUMENTS_MAX) {
      throw new UnreadableTextException(
          problemAt(0, "", "more than " + Limits.DOCUMENTS_MAX + " documents", "split the file"));
    }
  }

  private JsonNode convert(Node node, String path, int depth) throws UnreadableTextException {
    int line = lineOf(node.getStartMark());
    budget.take(document, line, depth);
    lines.putIfAbsent(path, line);
    return switch (node) {
      case MappingNode map -> convertMap(map, path, depth);
      case SequenceNode list -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < list.getValue().size(); i++) {
          array.add(convert(list.getValue().get(i), Paths.item(path, i), depth + 1));
        }
        yield array;
      }
      case ScalarNode scalar -> convertScalar(scalar, path, line);
      default -> throw new IllegalStateException("unknown YAML node " + node.getNodeId());
    };
  }

  private ObjectNode convertMap(MappingNode map, String path, int depth)
      throws UnreadableTextException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (NodeTuple entry : map.getValue()) {
      int line = lineOf(entry.getKeyNode().getStartMark());
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problems.add(problemAt(line, path, "a key must be a single word or text", null));
        continue;
      }
      String name = key.getValue();
      String at = Paths.field(path, name);
      if (key.getTag().equals(Tag.MERGE)) {
        problems.add(problemAt(line, path, "merge keys (<<) are not supported", "write it out"));
        continue;
      }
      if (object.has(name)) {
        problems.add(problemAt(line, at, "given twice", "keep one of them"));
        continue;
      }
      lines.put(at, line);
      object.set(name, convert(entry.getValueNode(), at, depth + 1));
    }
    return object;
  }

  private JsonNode convertScalar(ScalarNode scalar, String path, int line) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    String value = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return json.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return json.booleanNode(value.matches("(?i)true|yes|on"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return ScalarNumbers.read(value);
    }
    if (tag.getValue().startsWith(Tag.PREFIX)) {
      return json.textNode(value);
    }
    problems.add(problemAt(line, path, "tags (" + tag.getValue() + ") are not supported", null));
    return json.textNode(value);
  }

  private Problem problemAt(int line, String path, String message, @Nullable String hint) {
    return new Problem(new Problem.Place(source, Math.max(1, document), line), path, message, hint);
  }

  private static int lineOf(@Nullable Mark mark) {
    return mark == null ? 0 : mark.getLine() + 1;
  }
}
