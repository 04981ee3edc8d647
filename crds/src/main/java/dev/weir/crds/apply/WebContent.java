package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.crds.WeirResource;
import dev.weir.crds.yaml.ResourceWriter;

/** Stores what the web app shows, and only when it is not what is stored. */
final class WebContent {
  private WebContent() {}

  /**
   * @param collection {@code /api/v1/dashboards}
   * @return the status that the web app gives it
   */
  static JsonNode apply(WeirApi api, String collection, WeirResource<?, ?> resource) {
    String path = path(collection, resource);
    JsonNode stored = api.find(path).map(found -> found.path("resource")).orElse(null);
    if (stored != null && isSame(stored, resource)) {
      return stored.path("status");
    }
    return api.put(path, body(resource)).path("resource").path("status");
  }

  /** Fails as {@link #apply} would, and stores nothing. */
  static void check(WeirApi api, String collection, WeirResource<?, ?> resource) {
    JsonNode unused = api.post(path(collection, resource) + "/check", body(resource));
  }

  private static ObjectNode body(WeirResource<?, ?> resource) {
    ObjectNode wanted = ResourceWriter.toTree(resource);
    wanted.remove("status");
    return wanted;
  }

  /** Compared as records, so that neither 15 and 15.0 nor a default that is left out differ. */
  private static boolean isSame(JsonNode stored, WeirResource<?, ?> resource) {
    return ResourceWriter.fromTree(resource.getClass(), stored)
        .map(there -> resource.getSpec().equals(there.getSpec()))
        .orElse(false);
  }

  static boolean delete(WeirApi api, String collection, WeirResource<?, ?> resource) {
    return api.delete(path(collection, resource));
  }

  private static String path(String collection, WeirResource<?, ?> resource) {
    return collection + "/" + WeirApi.step(Slugs.of(resource));
  }
}
