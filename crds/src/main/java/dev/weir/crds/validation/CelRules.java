package dev.weir.crds.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates {@code x-kubernetes-validations} of a schema as the API server does: each rule on every
 * value that its schema describes; a rule that mentions {@code oldSelf} only when there was one.
 * Thread-safe.
 */
final class CelRules {
  /** Words that CEL keeps for itself; Kubernetes puts underscores around fields called so. */
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("self", SimpleType.DYN)
          .addVar("oldSelf", SimpleType.DYN)
          .build();
  private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder().build();
  private static final Map<String, CelRuntime.Program> PROGRAMS = new ConcurrentHashMap<>();

  private CelRules() {}

  /** What {@code value}, which fits {@code schema}, breaks; {@code old} is null for a new one. */
  static List<Problem> check(JsonNode value, @Nullable JsonNode old, JsonNode schema) {
    List<Problem> problems = new ArrayList<>();
    walk("", value, old, schema, problems);
    return problems;
  }

  private static void walk(
      String path,
      JsonNode value,
      @Nullable JsonNode old,
      JsonNode schema,
      List<Problem> problems) {
    for (JsonNode validation : schema.path("x-kubernetes-validations")) {
      String rule = validation.path("rule").textValue();
      boolean transition = rule.contains("oldSelf");
      if (!(transition && old == null) && !holds(rule, value, old, schema)) {
        problems.add(Problem.of(path, validation.path("message").asText(rule), null));
      }
    }
    if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode known = schema.path("properties").get(field.getKey());
        if (known != null) {
          JsonNode before = old == null ? null : old.get(field.getKey());
          walk(Paths.field(path, field.getKey()), field.getValue(), before, known, problems);
        }
      }
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        // The lists of Weir are atomic: there is no telling which old entry was this one.
        walk(Paths.item(path, i), array.get(i), null, schema.path("items"), problems);
      }
    }
  }

  private static boolean holds(
      String rule, JsonNode value, @Nullable JsonNode old, JsonNode schema) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("self", convert(value, schema));
    variables.put("oldSelf", old == null ? Map.of() : convert(old, schema));
    try {
      return Boolean.TRUE.equals(PROGRAMS.computeIfAbsent(rule, CelRules::compile).eval(variables));
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("rule cannot be evaluated: " + rule, e);
    }
  }

  private static CelRuntime.Program compile(String rule) {
    try {
      return RUNTIME.createProgram(COMPILER.compile(rule).getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("rule cannot be compiled: " + rule, e);
    }
  }

  private static Object convert(JsonNode value, JsonNode schema) {
    return switch (value) {
      case ObjectNode object -> {
        Map<String, Object> map = new LinkedHashMap<>();
        JsonNode properties = schema.path("properties");
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          JsonNode known = properties.path(field.getKey());
          String name = properties.isObject() ? escape(field.getKey()) : field.getKey();
          map.put(name, convert(field.getValue(), known));
        }
        yield map;
      }
      case ArrayNode array -> {
        List<Object> list = new ArrayList<>();
        array.forEach(item -> list.add(convert(item, schema.path("items"))));
        yield list;
      }
      default ->
          switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue();
            case NUMBER ->
                schema.path("type").asText().equals("number")
                    ? (Object) value.doubleValue()
                    : (Object) value.longValue();
            default -> value.asText();
          };
    };
  }

  private static String escape(String name) {
    if (RESERVED.contains(name)) {
      return "__" + name + "__";
    }
    return name.replace("__", "__underscores__")
        .replace(".", "__dot__")
        .replace("-", "__dash__")
        .replace("/", "__slash__");
  }
}
