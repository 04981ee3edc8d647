package dev.weir.local.resources;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A resource as the laptop keeps it: the document, with the metadata that an API server would fill
 * in. Treated as immutable.
 *
 * @param document apiVersion, kind, metadata (name, namespace, uid, generation), spec, status
 * @param source the file that it was applied from, against which its relative paths are read; null
 *     when there was none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredResource(JsonNode document, @Nullable String source) {

  /** What it is called. */
  public ResourceKey key() {
    return new ResourceKey(
        document.path("kind").asText(),
        document.path("metadata").path("namespace").asText("default"),
        document.path("metadata").path("name").asText());
  }

  /** Grows by one with each change of the specification. */
  public long generation() {
    return document.path("metadata").path("generation").asLong();
  }

  /** The {@code Ready} condition, or a missing node before the first reconcile. */
  public JsonNode ready() {
    for (JsonNode condition : document.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition;
      }
    }
    return MissingNode.getInstance();
  }

  /**
   * {@code Ready}, {@code Failed}, or {@code Pending} while the current generation was not
   * reconciled to an end.
   */
  public Phase phase() {
    JsonNode ready = ready();
    if (ready.isMissingNode()
        || ready.path("observedGeneration").asLong() < generation()
        || ready.path("status").asText().equals("Unknown")) {
      return Phase.Pending;
    }
    return ready.path("status").asText().equals("True") ? Phase.Ready : Phase.Failed;
  }

  /** The same resource with another status. */
  public StoredResource withStatus(JsonNode status) {
    ObjectNode copy = document.deepCopy();
    copy.set("status", status);
    return new StoredResource(copy, source);
  }

  /** What a person is told. */
  public enum Phase {
    Pending,
    Ready,
    Failed
  }
}
