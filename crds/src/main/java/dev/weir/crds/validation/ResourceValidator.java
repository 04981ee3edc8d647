package dev.weir.crds.validation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.crds.Kind;
import dev.weir.crds.WeirResource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a resource is right by itself, with the verdict that the API server gives: its schema
 * first and, when that holds, the rules in the schema; then what no schema can say. Pure and
 * thread-safe.
 */
public final class ResourceValidator {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().serializationInclusion(JsonInclude.Include.NON_NULL).build();

  private ResourceValidator() {}

  /** What is wrong with a new resource; empty when nothing is. */
  public static List<Problem> validate(WeirResource<?, ?> resource) {
    return validateChange(resource, null);
  }

  /**
   * What is wrong with a resource that replaces another.
   *
   * @param old what is stored; null for a new one
   */
  public static List<Problem> validateChange(
      WeirResource<?, ?> resource, @Nullable WeirResource<?, ?> old) {
    ObjectNode tree = MAPPER.valueToTree(resource);
    Kind kind = Kind.of(resource);
    List<Problem> problems = new ArrayList<>(validateTree(kind, tree));
    if (problems.isEmpty()) {
      JsonNode oldTree = old == null ? null : MAPPER.valueToTree(old);
      problems.addAll(CelRules.check(tree, oldTree, Schemas.of(kind)));
      problems.addAll(ContentRules.check(resource));
    }
    return problems;
  }

  /** What the schema says of a document, which is completed with the defaults. */
  public static List<Problem> validateTree(Kind kind, ObjectNode tree) {
    return SchemaChecker.check(tree, Schemas.of(kind));
  }
}
