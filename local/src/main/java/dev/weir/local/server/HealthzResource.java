package dev.weir.local.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.local.role.PartStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The shortest answer to whether this process works, for load balancers and scripts. It is that of
 * {@code /health/ready}. Open without a token: it names parts, no data.
 */
@Path("/healthz")
@RunOnVirtualThread
public final class HealthzResource {
  private final Parts parts;

  HealthzResource(Parts parts) {
    this.parts = parts;
  }

  /** {@code ok}, or UNAVAILABLE with the parts that do not work. */
  @GET
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(hidden = true)
  public Response read() {
    List<String> broken =
        parts.check().stream().filter(parts::isMissed).map(PartStatus::name).toList();
    if (!broken.isEmpty()) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "Weir is not ready: " + String.join(", ", broken) + ".",
          "Try again in a moment; GET /api/v1/status and the log say more.");
    }
    return Response.ok("ok").header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
