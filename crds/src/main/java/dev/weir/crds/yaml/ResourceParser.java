package dev.weir.crds.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.ApiGroup;
import dev.weir.crds.Kind;
import dev.weir.crds.WeirResource;
import dev.weir.crds.validation.Problem;
import dev.weir.crds.validation.Problems;
import dev.weir.crds.validation.ResourceValidator;
import dev.weir.crds.validation.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads resources from YAML or JSON, one document or many, and accepts nothing that the API server
 * would refuse: an unknown field or kind, a wrong type, a missing field, a value out of range, a
 * key given twice, a broken rule. All problems are reported, not only the first. Stateless.
 */
public final class ResourceParser {

  private ResourceParser() {}

  /**
   * The resources of {@code text}, complete with defaults.
   *
   * @param source how to call the text in messages, usually a file name
   * @throws WeirException INVALID_RESOURCE listing every problem
   */
  public static List<ParsedResource> parse(String source, String text) {
    ParseResult result = inspect(source, text);
    if (!result.problems().isEmpty()) {
      throw Problems.toException(result.problems());
    }
    return result.resources();
  }

  /**
   * The one resource of {@code text}, as the body of a request is.
   *
   * @throws WeirException INVALID_RESOURCE listing every problem, BAD_REQUEST when there is none,
   *     several or one of another kind
   */
  public static <R extends WeirResource<?, ?>> R parseOne(
      Class<R> type, String source, String text) {
    List<ParsedResource> all = parse(source, text);
    if (all.size() != 1 || !type.isInstance(all.getFirst().resource())) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          source + ": expected one " + type.getSimpleName() + " and got " + describe(all),
          "send exactly one document of kind " + type.getSimpleName());
    }
    return type.cast(all.getFirst().resource());
  }

  /** What {@code text} holds, good and bad. Fails for no content. */
  public static ParseResult inspect(String source, String text) {
    List<Problem> problems = new ArrayList<>();
    List<ParsedResource> resources = new ArrayList<>();
    try {
      for (RawDocument document : read(source, text, problems)) {
        convert(document, problems).ifPresent(resources::add);
      }
    } catch (UnreadableTextException e) {
      problems.add(e.problem());
    }
    return new ParseResult(resources, problems);
  }

  private static List<RawDocument> read(String source, String text, List<Problem> problems)
      throws UnreadableTextException {
    if (text.length() > Limits.TEXT_MAX) {
      throw new UnreadableTextException(
          new Problem(
              new Problem.Place(source, 1, 0),
              "",
              text.length() + " characters, more than " + Limits.TEXT_MAX,
              "split it into several files"));
    }
    if (text.stripLeading().startsWith("{")) {
      JsonReader reader = new JsonReader(source);
      List<RawDocument> documents = reader.read(text);
      problems.addAll(reader.problems());
      return documents;
    }
    YamlReader reader = new YamlReader(source);
    List<RawDocument> documents = reader.read(text);
    problems.addAll(reader.problems());
    return documents;
  }

  private static Optional<ParsedResource> convert(RawDocument document, List<Problem> problems) {
    List<Problem> own = new ArrayList<>();
    Optional<ParsedResource> parsed = Optional.empty();
    if (document.tree() instanceof ObjectNode tree) {
      Optional<Kind> kind = kindOf(tree, own);
      if (kind.isPresent()) {
        own.addAll(ResourceValidator.validateTree(kind.get(), tree));
        if (own.isEmpty()) {
          parsed = bind(kind.get(), document, tree, own);
        }
      }
    } else {
      own.add(Problem.of("", "not a resource but a single value or list", null));
    }
    own.forEach(
        problem ->
            problems.add(
                new Problem(
                    document.place(problem.path()),
                    problem.path(),
                    problem.message(),
                    problem.hint())));
    return parsed;
  }

  private static Optional<Kind> kindOf(JsonNode tree, List<Problem> problems) {
    List<String> kinds = Arrays.stream(Kind.values()).map(Kind::text).toList();
    String version = tree.path("apiVersion").asText("");
    String name = tree.path("kind").asText("");
    if (!version.equals(ApiGroup.API_VERSION)) {
      String is = version.isEmpty() ? "missing" : "\"" + version + "\" is not known";
      problems.add(Problem.of("apiVersion", is, "write " + ApiGroup.API_VERSION));
    }
    Optional<Kind> kind =
        Arrays.stream(Kind.values()).filter(known -> known.text().equals(name)).findFirst();
    if (kind.isEmpty()) {
      String is = name.isEmpty() ? "missing" : "unknown kind \"" + name + "\"";
      String all = "known are " + String.join(", ", kinds);
      problems.add(Problem.of("kind", is, Suggestion.hint(name, kinds).orElse(all)));
    }
    return problems.isEmpty() ? kind : Optional.empty();
  }

  private static Optional<ParsedResource> bind(
      Kind kind, RawDocument document, ObjectNode tree, List<Problem> problems) {
    try {
      WeirResource<?, ?> resource = ResourceWriter.MAPPER.treeToValue(tree, kind.type());
      problems.addAll(ResourceValidator.validate(resource));
      return problems.isEmpty()
          ? Optional.of(new ParsedResource(kind, resource, document.place("")))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      problems.add(Problem.of("", "cannot be read: " + e.getOriginalMessage(), null));
      return Optional.empty();
    }
  }

  private static String describe(List<ParsedResource> all) {
    return all.size() == 1 ? "a " + all.getFirst().kind().text() : all.size() + " resources";
  }
}
