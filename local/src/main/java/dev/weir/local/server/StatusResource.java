package dev.weir.local.server;

import dev.weir.local.role.PartStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether each part of this process works, found out by using it. */
@Path("/api/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Status")
@RunOnVirtualThread
public final class StatusResource {
  private final Parts parts;

  StatusResource(Parts parts) {
    this.parts = parts;
  }

  /**
   * @param ready whether all parts are
   * @param parts one entry a part
   */
  public record StatusAnswer(boolean ready, List<PartStatus> parts) {}

  /** Asks every part. */
  @GET
  @Operation(operationId = "getStatus", summary = "Whether each part of Weir works")
  public StatusAnswer status() {
    List<PartStatus> found = parts.check();
    return new StatusAnswer(found.stream().allMatch(PartStatus::ready), found);
  }
}
