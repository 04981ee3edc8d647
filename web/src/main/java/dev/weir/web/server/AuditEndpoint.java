package dev.weir.web.server;

import dev.weir.web.api.AuditAnswer;
import dev.weir.web.audit.AuditService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was done in the tenant, for administrators. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@RunOnVirtualThread
@Tag(name = "Audit")
public class AuditEndpoint {
  private final AuditService audit;

  public AuditEndpoint(AuditService audit) {
    this.audit = audit;
  }

  /** A page of the log. */
  @GET
  @Operation(
      operationId = "listAudit",
      summary = "What was done and what was refused, newest first; for administrators")
  public AuditAnswer list(
      @Context ContainerRequestContext request,
      @Parameter(description = "At most so many, up to 1000")
          @QueryParam("limit")
          @DefaultValue("100")
          int limit,
      @Parameter(description = "'next' of the answer before") @QueryParam("before")
          @Nullable String before,
      @Parameter(description = "Only what this user did") @QueryParam("user")
          @Nullable String user) {
    return audit.list(Callers.of(request), user, before, limit);
  }
}
