package dev.weir.local.server;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.MetaStatus;
import dev.weir.web.WebNode;
import io.grpc.StatusRuntimeException;
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
  private static final int PATIENCE_SECONDS = 2;

  private final MetaServiceBlockingStub meta;
  private final WebNode web;
  private final LocalNode node;

  StatusResource(MetaServiceBlockingStub meta, WebNode web, LocalNode node) {
    this.meta = meta;
    this.web = web;
    this.node = node;
  }

  /**
   * @param ready whether all parts are
   * @param parts one entry a part
   */
  public record StatusAnswer(boolean ready, List<PartStatus> parts) {}

  /**
   * @param name of the part
   * @param ready whether it does what it is for
   * @param detail for a person
   */
  public record PartStatus(String name, boolean ready, String detail) {}

  /** Asks every part. */
  @GET
  @Operation(operationId = "getStatus", summary = "Whether each part of Weir works")
  public StatusAnswer status() {
    List<PartStatus> parts = List.of(metaPart(), databasePart(), flightPart());
    return new StatusAnswer(parts.stream().allMatch(PartStatus::ready), parts);
  }

  private PartStatus metaPart() {
    try {
      MetaStatus status =
          meta.withDeadlineAfter(PATIENCE_SECONDS, java.util.concurrent.TimeUnit.SECONDS)
              .getStatus(GetStatusRequest.getDefaultInstance());
      boolean led = !status.getLeaderId().isEmpty();
      return new PartStatus(
          "meta",
          led,
          led
              ? "leader " + status.getLeaderId() + ", log at " + status.getAppliedIndex()
              : "no leader");
    } catch (StatusRuntimeException e) {
      return new PartStatus("meta", false, e.getStatus().toString());
    }
  }

  private PartStatus databasePart() {
    try {
      return new PartStatus("metadata DB", true, web.databaseProduct());
    } catch (WeirException e) {
      return new PartStatus("metadata DB", false, e.getMessage());
    }
  }

  private PartStatus flightPart() {
    int port = node.flightPort();
    return new PartStatus("Flight SQL", port > 0, port > 0 ? "port " + port : "not listening");
  }
}
