package dev.weir.local.server;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.MetaStatus;
import dev.weir.local.server.StatusResource.PartStatus;
import dev.weir.web.WebNode;
import io.grpc.StatusRuntimeException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The parts of this process, each of which is asked to do what it is for. One answer for the status
 * page and for every probe, so that they cannot disagree. Thread-safe.
 */
@Singleton
public class Parts {
  private static final int PATIENCE_SECONDS = 2;

  private final MetaServiceBlockingStub meta;
  private final WebNode web;
  private final LocalNode node;

  Parts(MetaServiceBlockingStub meta, WebNode web, LocalNode node) {
    this.meta = meta;
    this.web = web;
    this.node = node;
  }

  /**
   * Makes this bean, and so the parts, before HTTP is opened: the first probe would make them on an
   * event loop, which then waits for the metadata DB.
   */
  void onStart(@Observes StartupEvent event) {
    // The constructor has done it.
  }

  /** One entry a part. Never fails: a part that does not answer is not ready. */
  List<PartStatus> check() {
    return List.of(metaPart(), databasePart(), flightPart());
  }

  private PartStatus metaPart() {
    try {
      MetaStatus status =
          meta.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
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
