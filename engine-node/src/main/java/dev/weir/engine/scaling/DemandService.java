package dev.weir.engine.scaling;

import dev.weir.contracts.scaling.v1.ClusterDemand;
import dev.weir.contracts.scaling.v1.DemandReport;
import dev.weir.contracts.scaling.v1.DemandServiceGrpc;
import dev.weir.contracts.scaling.v1.WatchDemandRequest;
import dev.weir.engine.gateway.Demand;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Streams what is asked of each cluster to the operator. Thread-safe. */
public final class DemandService extends DemandServiceGrpc.DemandServiceImplBase {
  /** Operators that stand by do not ask; one that was lost may still be there for a while. */
  private static final int WATCHERS_MAX = 16;

  private final ClusterWatch watch;
  private final Semaphore places = new Semaphore(WATCHERS_MAX);

  /** Of the clusters of a gateway. */
  public DemandService(ClusterWatch watch) {
    this.watch = watch;
  }

  @Override
  public void watch(WatchDemandRequest request, StreamObserver<DemandReport> client) {
    ServerCallStreamObserver<DemandReport> call = (ServerCallStreamObserver<DemandReport>) client;
    if (!places.tryAcquire()) {
      call.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription(WATCHERS_MAX + " others follow the demand already")
              .asRuntimeException());
      return;
    }
    // With a handler a client that is gone is no exception.
    call.setOnCancelHandler(() -> {});
    Thread.ofVirtual().name("demand-watch").start(() -> tell(call));
  }

  private void tell(ServerCallStreamObserver<DemandReport> call) {
    try {
      watch.follow(
          loads -> {
            // To one who is slow the next one is told: it is what matters then.
            if (call.isReady()) {
              call.onNext(report(loads));
            }
          },
          call::isCancelled);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  private DemandReport report(List<ClusterLoad> loads) {
    DemandReport.Builder report =
        DemandReport.newBuilder().setUptimeMillis(watch.uptime().toMillis());
    for (ClusterLoad load : loads) {
      Demand demand = load.demand();
      report.addClusters(
          ClusterDemand.newBuilder()
              .setCluster(demand.cluster())
              .setQueued(demand.queued())
              .setRunning(demand.running())
              .setHeld(demand.held())
              .setIdleMillis(load.idle().toMillis())
              .setAsked(load.asked()));
    }
    return report.build();
  }
}
