package dev.weir.web.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a stored resource: what was given, with the metadata and the status that an API
 * server and a reconciler would add. Pure functions.
 */
final class ResourceDocument {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ResourceDocument() {}

  /** A document from the database. */
  static ObjectNode read(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored resource is not JSON", e);
    }
  }

  /**
   * What is to be stored.
   *
   * @param given with metadata and spec; not changed
   * @param old what is stored now; null when there is nothing
   * @param slug the resource's name
   * @param status without conditions
   * @param version of the new document
   * @param now of the change
   */
  static ObjectNode build(
      ObjectNode given,
      @Nullable ObjectNode old,
      Slug slug,
      JsonNode status,
      long version,
      Instant now) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    long generation = generation(given, old);
    ObjectNode document = MAPPER.createObjectNode();
    document.set("apiVersion", given.path("apiVersion"));
    document.set("kind", given.path("kind"));
    ObjectNode metadata = document.putObject("metadata");
    metadata.put("name", slug.name());
    metadata.put("namespace", slug.namespace());
    copy(given.path("metadata"), "labels", metadata);
    copy(given.path("metadata"), "annotations", metadata);
    metadata.put(
        "uid", old == null ? UUID.randomUUID().toString() : old.at("/metadata/uid").asText());
    metadata.put("generation", generation);
    metadata.put("resourceVersion", Long.toString(version));
    metadata.put(
        "creationTimestamp", old == null ? time : old.at("/metadata/creationTimestamp").asText());
    document.set("spec", given.path("spec"));
    ObjectNode newStatus = document.putObject("status");
    ArrayNode conditions = newStatus.putArray("conditions");
    conditions.add(condition(old, ConditionType.READY, Reason.AS_SPECIFIED, generation, time));
    conditions.add(condition(old, ConditionType.ACCEPTED, Reason.VALID, generation, time));
    conditions.add(condition(old, ConditionType.RESOLVED_REFS, Reason.RESOLVED, generation, time));
    newStatus.put("observedGeneration", generation);
    newStatus.setAll((ObjectNode) status);
    return document;
  }

  /** Whether storing {@code next} instead of {@code old} would change anything but the version. */
  static boolean isSame(ObjectNode old, ObjectNode next) {
    ObjectNode withOldVersion = next.deepCopy();
    ((ObjectNode) withOldVersion.path("metadata"))
        .set("resourceVersion", old.at("/metadata/resourceVersion"));
    return old.equals(read(withOldVersion.toString()));
  }

  private static long generation(ObjectNode given, @Nullable ObjectNode old) {
    if (old == null) {
      return 1;
    }
    long before = old.at("/metadata/generation").asLong();
    boolean unchanged = read(given.toString()).path("spec").equals(old.path("spec"));
    return unchanged ? before : before + 1;
  }

  private static void copy(JsonNode from, String field, ObjectNode to) {
    if (from.path(field).isObject() && !from.path(field).isEmpty()) {
      to.set(field, from.path(field));
    }
  }

  private static JsonNode condition(
      @Nullable ObjectNode old, ConditionType type, Reason reason, long generation, String time) {
    String since = time;
    if (old != null) {
      for (JsonNode before : old.at("/status/conditions")) {
        if (before.path("type").asText().equals(type.text())
            && before.path("status").asText().equals(Condition.TRUE)) {
          since = before.path("lastTransitionTime").asText();
        }
      }
    }
    return MAPPER.valueToTree(
        new Condition(
            type.text(), Condition.TRUE, reason.text(), message(type), since, generation));
  }

  private static String message(ConditionType type) {
    return switch (type) {
      case READY -> "Stored and shown in the app.";
      case ACCEPTED -> "The specification makes sense.";
      case RESOLVED_REFS -> "Every table and column that it names is there.";
      default -> throw new IllegalArgumentException(type.text());
    };
  }
}
