package dev.weir.local.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.crds.Kind;
import dev.weir.crds.yaml.ParsedResource;
import dev.weir.crds.yaml.ResourceParser;
import dev.weir.crds.yaml.ResourceWriter;
import dev.weir.local.resources.LaptopResources;
import dev.weir.local.resources.ResourceKey;
import dev.weir.local.resources.StoredResource;
import dev.weir.local.server.ResourceAnswers.AppliedResource;
import dev.weir.local.server.ResourceAnswers.AppliedResources;
import dev.weir.local.server.ResourceAnswers.DeletedResource;
import dev.weir.local.server.ResourceAnswers.ResourceList;
import dev.weir.local.server.ResourceAnswers.ResourceSummary;
import dev.weir.local.server.ResourceAnswers.WholeResource;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Custom resources on a laptop: what the API server is in a cluster. For administrators. */
@Path("/api/v1/resources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Resources")
@RunOnVirtualThread
public final class ResourcesResource {
  private static final String YAML = "application/yaml";

  private final LaptopResources resources;

  ResourcesResource(LaptopResources resources) {
    this.resources = resources;
  }

  /**
   * Creates or changes every resource of the text, or none when one is wrong. They become true in
   * the background.
   *
   * @param source file that the text came from, against which relative paths are read
   * @param text YAML or JSON, one document or many
   */
  @PUT
  @Consumes({YAML, MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @Operation(
      operationId = "applyResources",
      summary = "Creates or changes every resource of a text, or none when one is wrong",
      description = "They become true in the background: their phase is then Ready or Failed.")
  public AppliedResources apply(
      @Context ContainerRequestContext request,
      @QueryParam("source") @Nullable String source,
      @RequestBody(
              required = true,
              description = "One document or many, in YAML or JSON",
              content = @Content(mediaType = YAML, schema = @Schema(implementation = String.class)))
          String text) {
    requireAdmin(request);
    List<ParsedResource> parsed =
        ResourceParser.parse(source == null ? "request" : fileName(source), text);
    List<AppliedResource> items = new ArrayList<>();
    for (ParsedResource one : parsed) {
      LaptopResources.Applied applied = resources.apply(one.resource(), source);
      ResourceKey key = applied.key();
      items.add(new AppliedResource(key.kind(), key.namespace(), key.name(), applied.outcome()));
    }
    return new AppliedResources(items);
  }

  /** All resources, with what a person wants to know of each. */
  @GET
  @Produces({MediaType.APPLICATION_JSON, YAML})
  @Operation(operationId = "listResources", summary = "All resources")
  @APIResponse(
      responseCode = "200",
      description = "What a person wants to know of each, or their YAML",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ResourceList.class)),
        @Content(mediaType = YAML, schema = @Schema(implementation = String.class))
      })
  public Response list(@Context ContainerRequestContext request) {
    requireAdmin(request);
    return answer(request, resources.list());
  }

  /** Resources of a kind. */
  @GET
  @Path("/{kind}")
  @Produces({MediaType.APPLICATION_JSON, YAML})
  @Operation(operationId = "listResourcesOfKind", summary = "All resources of a kind")
  @APIResponse(
      responseCode = "200",
      description = "What a person wants to know of each, or their YAML",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ResourceList.class)),
        @Content(mediaType = YAML, schema = @Schema(implementation = String.class))
      })
  public Response listKind(
      @Context ContainerRequestContext request, @PathParam("kind") String kind) {
    requireAdmin(request);
    Kind wanted = kind(kind);
    return answer(
        request,
        resources.list().stream().filter(r -> r.key().kind().equals(wanted.text())).toList());
  }

  /** One resource whole, with its status. */
  @GET
  @Path("/{kind}/{name}")
  @Produces({MediaType.APPLICATION_JSON, YAML})
  @Operation(operationId = "getResource", summary = "One resource with its status")
  @APIResponse(
      responseCode = "200",
      description = "The resource, with its phase in JSON and as it would be applied in YAML",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = WholeResource.class)),
        @Content(mediaType = YAML, schema = @Schema(implementation = String.class))
      })
  public Response find(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("name") String name,
      @QueryParam("namespace") @DefaultValue("default") String namespace) {
    requireAdmin(request);
    StoredResource resource =
        resources.require(new ResourceKey(kind(kind).text(), namespace, name));
    ObjectNode whole = resource.document().deepCopy();
    whole.put("phase", resources.phase(resource).name());
    return wantsYaml(request)
        ? Response.ok(yaml(List.of(resource)), YAML).build()
        : Response.ok(whole, MediaType.APPLICATION_JSON).build();
  }

  /** Deletes a resource and what it made, as far as its deletion policy says. */
  @DELETE
  @Path("/{kind}/{name}")
  @Operation(
      operationId = "deleteResource",
      summary = "Deletes a resource and what it made, as far as its deletion policy says")
  public DeletedResource delete(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("name") String name,
      @QueryParam("namespace") @DefaultValue("default") String namespace) {
    requireAdmin(request);
    return new DeletedResource(
        resources.delete(new ResourceKey(kind(kind).text(), namespace, name)));
  }

  private Response answer(ContainerRequestContext request, List<StoredResource> list) {
    return wantsYaml(request)
        ? Response.ok(yaml(list), YAML).build()
        : Response.ok(summaries(list), MediaType.APPLICATION_JSON).build();
  }

  /** Only who names YAML gets it: a client that accepts anything expects JSON. */
  private static boolean wantsYaml(ContainerRequestContext request) {
    return request.getAcceptableMediaTypes().stream()
        .anyMatch(type -> YAML.equals(type.getType() + "/" + type.getSubtype()));
  }

  private ResourceList summaries(List<StoredResource> list) {
    return new ResourceList(
        list.stream()
            .map(
                resource ->
                    new ResourceSummary(
                        resource.key().kind(),
                        resource.key().namespace(),
                        resource.key().name(),
                        resources.phase(resource),
                        resource.ready().path("reason").asText(""),
                        resource.ready().path("message").asText("")))
            .toList());
  }

  private static String yaml(List<StoredResource> list) {
    StringBuilder text = new StringBuilder();
    for (StoredResource resource : list) {
      for (ParsedResource parsed :
          ResourceParser.parse(resource.key().toString(), resource.document().toString())) {
        text.append("---\n").append(ResourceWriter.toYaml(parsed.resource()));
      }
    }
    return text.toString();
  }

  private static Kind kind(String name) {
    return Kind.find(name)
        .orElseThrow(
            () ->
                new WeirException(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "There is no kind of resource called " + name + ".",
                    "The kinds are "
                        + java.util.Arrays.stream(Kind.values())
                            .map(k -> k.text() + " (" + String.join(", ", k.shortNames()) + ")")
                            .collect(java.util.stream.Collectors.joining(", "))
                        + "."));
  }

  private static String fileName(String source) {
    return source.substring(source.lastIndexOf('/') + 1);
  }

  private static void requireAdmin(ContainerRequestContext request) {
    if (!(request.getProperty("weir.caller") instanceof Caller caller)) {
      throw new WeirException(
          ErrorCode.UNAUTHENTICATED,
          "The call carries no token.",
          "Send Authorization: Bearer TOKEN.");
    }
    if (!caller.admin()) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          "Resources of this Weir are for administrators.",
          "Ask an administrator to apply it.");
    }
  }
}
