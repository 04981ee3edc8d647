package dev.weir.local.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.local.folder.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The laptop's stand-in for the API server's storage: one file a resource, written atomically, all
 * held in memory. Thread-safe.
 */
public final class ResourceStore {
  private static final int RESOURCES_MAX = 10_000;

  private final ObjectMapper json = new ObjectMapper();
  private final Path folder;
  private final Map<ResourceKey, StoredResource> resources = new TreeMap<>();

  /** Loads what is in {@code folder}, which is created when it is not there. */
  public ResourceStore(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
          StoredResource resource = json.readValue(file.toFile(), StoredResource.class);
          resources.put(resource.key(), resource);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resources in " + folder, e);
    }
  }

  /** How a put changed what is stored. */
  public enum Outcome {
    created,
    configured,
    unchanged
  }

  /**
   * Stores a document whose metadata has name and namespace; its own status is ignored.
   *
   * @param source the file that it came from, or null
   */
  public synchronized Outcome put(JsonNode given, @Nullable String source) {
    JsonNode document = asReadBack(given);
    StoredResource wanted = new StoredResource(document, source);
    StoredResource old = resources.get(wanted.key());
    if (old == null && resources.size() >= RESOURCES_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "There are " + RESOURCES_MAX + " resources, the most that one folder holds.",
          "Delete some, or use a cluster.");
    }
    boolean sameSpec = old != null && old.document().path("spec").equals(document.path("spec"));
    if (sameSpec && java.util.Objects.equals(old.source(), source)) {
      return Outcome.unchanged;
    }
    ObjectNode stored = document.deepCopy();
    ObjectNode metadata = (ObjectNode) stored.path("metadata");
    metadata.put(
        "uid",
        old == null
            ? UUID.randomUUID().toString()
            : old.document().path("metadata").path("uid").asText());
    metadata.put("generation", old == null ? 1 : old.generation() + (sameSpec ? 0 : 1));
    stored.remove("status");
    if (old != null && old.document().has("status")) {
      stored.set("status", old.document().path("status"));
    }
    save(new StoredResource(stored, source));
    return old == null ? Outcome.created : sameSpec ? Outcome.unchanged : Outcome.configured;
  }

  /** Replaces the status, unless the resource is gone or has moved on to another generation. */
  public synchronized void putStatus(ResourceKey key, long generation, JsonNode given) {
    JsonNode status = asReadBack(given);
    StoredResource current = resources.get(key);
    if (current != null
        && current.generation() == generation
        && !current.document().path("status").equals(status)) {
      save(current.withStatus(status));
    }
  }

  /** The resource of that name. */
  public synchronized Optional<StoredResource> find(ResourceKey key) {
    return Optional.ofNullable(resources.get(key));
  }

  /** All resources, sorted by key. */
  public synchronized List<StoredResource> list() {
    return List.copyOf(resources.values());
  }

  /** Forgets a resource. */
  public synchronized void delete(ResourceKey key) {
    try {
      Files.deleteIfExists(file(key));
      resources.remove(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps what a restart would read back, so that comparisons give the same answer before and after
   * one.
   */
  private void save(StoredResource resource) {
    try {
      String text = json.writeValueAsString(resource);
      DataFolder.writeAtomically(file(resource.key()), text, "rw-r--r--");
      resources.put(resource.key(), json.readValue(text, StoredResource.class));
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.DISK_FULL,
          "Cannot store " + resource.key() + ": " + e.getMessage(),
          "See ./weir doctor.",
          e);
    }
  }

  /** A number that fits is read back as an int, and no int equals a long. */
  private JsonNode asReadBack(JsonNode given) {
    try {
      return json.readTree(json.writeValueAsString(given));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree can always be written
    }
  }

  private Path file(ResourceKey key) {
    return folder.resolve(
        key.kind() + "." + encode(key.namespace()) + "." + encode(key.name()) + ".json");
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}
