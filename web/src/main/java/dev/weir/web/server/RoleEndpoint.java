package dev.weir.web.server;

import dev.weir.web.api.RoleAnswer;
import dev.weir.web.api.RoleRequest;
import dev.weir.web.role.RoleService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Roles of the tenant, for administrators. */
@Path("/api/v1/roles")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@RunOnVirtualThread
@Tag(name = "Roles")
public class RoleEndpoint {
  private final RoleService roles;

  public RoleEndpoint(RoleService roles) {
    this.roles = roles;
  }

  /** Every role, by name. */
  @GET
  @Operation(operationId = "listRoles", summary = "Every role, by name")
  public List<RoleAnswer> list(@Context ContainerRequestContext request) {
    return roles.list(Callers.of(request));
  }

  /** One role. */
  @GET
  @Path("/{name}")
  @Operation(operationId = "readRole", summary = "One role")
  public RoleAnswer read(@Context ContainerRequestContext request, @PathParam("name") String name) {
    return roles.read(Callers.of(request), name);
  }

  /** Creates a role or replaces it whole. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{name}")
  @Operation(operationId = "putRole", summary = "Creates a role or replaces it whole")
  public RoleAnswer put(
      @Context ContainerRequestContext request,
      @PathParam("name") String name,
      @RequestBody(required = true) RoleRequest role) {
    return roles.put(Callers.of(request), name, role);
  }

  /** Deletes a role. */
  @DELETE
  @Path("/{name}")
  @Operation(operationId = "deleteRole", summary = "Deletes a role")
  public void delete(@Context ContainerRequestContext request, @PathParam("name") String name) {
    roles.delete(Callers.of(request), name);
  }
}
