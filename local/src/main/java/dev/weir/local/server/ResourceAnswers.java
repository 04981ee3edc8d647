package dev.weir.local.server;

import dev.weir.local.resources.ResourceStore;
import dev.weir.local.resources.StoredResource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the calls about resources answer, as JSON. */
public final class ResourceAnswers {
  private ResourceAnswers() {}

  /**
   * @param items in the order of the text
   */
  public record AppliedResources(List<AppliedResource> items) {}

  /**
   * @param kind as in YAML
   * @param namespace {@code default} where the text named none
   * @param name unique in kind and namespace
   * @param outcome what was done
   */
  public record AppliedResource(
      String kind, String namespace, String name, ResourceStore.Outcome outcome) {}

  /**
   * @param items by kind, namespace and name
   */
  public record ResourceList(List<ResourceSummary> items) {}

  /**
   * @param kind as in YAML
   * @param namespace of the resource
   * @param name unique in kind and namespace
   * @param phase where it is
   * @param reason of the condition Ready; empty before the first attempt
   * @param message of the condition Ready, for a person; empty before the first attempt
   */
  public record ResourceSummary(
      String kind,
      String namespace,
      String name,
      StoredResource.Phase phase,
      String reason,
      String message) {}

  /**
   * A resource whole. Written as the document itself; the record is its description.
   *
   * @param apiVersion of the resource
   * @param kind as in YAML
   * @param metadata with name, namespace, uid and generation
   * @param spec as it was applied
   * @param status null before the first attempt
   * @param phase where it is
   */
  public record WholeResource(
      String apiVersion,
      String kind,
      Map<String, Object> metadata,
      @Schema(description = "As docs/reference/resources.md describes it for the kind")
          Map<String, Object> spec,
      @Nullable Map<String, Object> status,
      StoredResource.Phase phase) {}

  /**
   * @param message what became of the resource and of what it had made
   */
  public record DeletedResource(String message) {}
}
