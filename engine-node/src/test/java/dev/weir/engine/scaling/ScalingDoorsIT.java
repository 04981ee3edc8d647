package dev.weir.engine.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.keda.ExternalScalerGrpc;
import dev.weir.contracts.keda.ExternalScalerGrpc.ExternalScalerBlockingStub;
import dev.weir.contracts.keda.GetMetricsRequest;
import dev.weir.contracts.keda.IsActiveResponse;
import dev.weir.contracts.keda.MetricSpec;
import dev.weir.contracts.keda.MetricValue;
import dev.weir.contracts.keda.ScaledObjectRef;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.contracts.scaling.v1.ClusterDemand;
import dev.weir.contracts.scaling.v1.DemandReport;
import dev.weir.contracts.scaling.v1.DemandServiceGrpc;
import dev.weir.contracts.scaling.v1.WatchDemandRequest;
import dev.weir.engine.gateway.Admission;
import dev.weir.engine.gateway.Cluster;
import dev.weir.engine.gateway.StatementRunner;
import dev.weir.engine.gateway.StatementTask;
import dev.weir.engine.result.BatchSink;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real queue of a cluster, as the operator and KEDA hear of it. */
@Timeout(60)
class ScalingDoorsIT {
  private final AtomicInteger nodes = new AtomicInteger(1);
  private final Admission admission = new Admission(() -> 2 * nodes.get(), 10, "small");
  private final ClusterWatch watch =
      new ClusterWatch(() -> List.of(new Cluster("small", admission, new NoRunner(), nodes::get)));
  private Server server;
  private ScalerDoor door;
  private ManagedChannel operator;
  private ManagedChannel keda;

  @BeforeEach
  void start() throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(new DemandService(watch))
            .build()
            .start();
    door = ScalerDoor.open(new MetaConfig.Listen("127.0.0.1", 0), watch);
    operator = connect(server.getPort());
    keda = connect(door.port());
  }

  private static ManagedChannel connect(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  @AfterEach
  void stop() {
    operator.shutdownNow();
    keda.shutdownNow();
    door.close();
    server.shutdownNow();
  }

  private Admission.Permit enter() throws InterruptedException {
    return admission.enter("ada", null, () -> TimeUnit.SECONDS.toNanos(30));
  }

  private ExternalScalerBlockingStub scaler() {
    return ExternalScalerGrpc.newBlockingStub(keda).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  private static ScaledObjectRef trigger(Map<String, String> metadata) {
    return ScaledObjectRef.newBuilder()
        .setName("compute")
        .setNamespace("data")
        .putAllScalerMetadata(metadata)
        .build();
  }

  /** The first report that says so many; what was before is skipped. */
  private static ClusterDemand await(Iterator<DemandReport> reports, int running, int queued) {
    while (reports.hasNext()) {
      ClusterDemand demand = reports.next().getClusters(0);
      if (demand.getRunning() == running && demand.getQueued() == queued) {
        return demand;
      }
    }
    throw new AssertionError("the stream has ended");
  }

  @Test
  void shouldTellTheOperatorWhatIsAskedAtOnceAndWhenItChanges() throws Exception {
    Iterator<DemandReport> reports =
        DemandServiceGrpc.newBlockingStub(operator)
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .watch(WatchDemandRequest.getDefaultInstance());
    DemandReport first = reports.next();
    assertThat(first.getClusters(0).getCluster()).isEqualTo("small");
    assertThat(first.getClusters(0).getAsked()).isFalse();

    Admission.Permit one = enter();
    Admission.Permit other = enter();
    ClusterDemand busy = await(reports, 2, 0);
    assertThat(busy.getIdleMillis()).isZero();
    assertThat(busy.getAsked()).isTrue();
    Thread third = Thread.ofVirtual().start(this::enterAndLeave);
    assertThat(await(reports, 2, 1).getHeld()).isZero();

    // When the nodes are gone what waits is held
    nodes.set(0);
    assertThat(await(reports, 2, 1).getHeld()).isEqualTo(1);

    // When they are back everybody is served
    nodes.set(1);
    one.close();
    third.join();
    other.close();
    await(reports, 0, 0);
    // It repeats itself, so that silence means that it is gone.
    assertThat(reports.next().getClusters(0).getIdleMillis()).isGreaterThan(1_000);
  }

  private void enterAndLeave() {
    try {
      enter().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldAnswerKeda() throws Exception {
    ScaledObjectRef trigger = trigger(Map.of("cluster", "small", "targetConcurrentQueries", "3"));
    assertThat(scaler().isActive(trigger).getResult()).isFalse();
    assertThat(scaler().getMetricSpec(trigger).getMetricSpecsList())
        .containsExactly(
            MetricSpec.newBuilder()
                .setMetricName("weir-queries-small")
                .setTargetSize(3)
                .setTargetSizeFloat(3)
                .build());
    Iterator<IsActiveResponse> activity = scaler().streamIsActive(trigger);
    assertThat(activity.next().getResult()).isFalse();

    Admission.Permit one = enter();
    Admission.Permit other = enter();

    assertThat(activity.next().getResult()).isTrue();
    assertThat(scaler().isActive(trigger).getResult()).isTrue();
    assertThat(
            scaler()
                .getMetrics(
                    GetMetricsRequest.newBuilder()
                        .setScaledObjectRef(trigger)
                        .setMetricName("weir-queries-small")
                        .build())
                .getMetricValuesList())
        .containsExactly(
            MetricValue.newBuilder()
                .setMetricName("weir-queries-small")
                .setMetricValue(2)
                .setMetricValueFloat(2)
                .build());
    one.close();
    other.close();
    assertThat(activity.next().getResult()).isFalse();
  }

  @Test
  void shouldSayWhatATriggerLacks() {
    StatusRuntimeException missing =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> scaler().isActive(trigger(Map.of())));
    assertThat(missing.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(missing.getStatus().getDescription()).contains("`cluster`");
    for (String target : List.of("0", "many", "1001")) {
      StatusRuntimeException wrong =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  scaler()
                      .getMetricSpec(
                          trigger(Map.of("cluster", "small", "targetConcurrentQueries", target))));
      assertThat(wrong.getStatus().getDescription()).as(target).contains("from 1 to 1000");
    }
    // One that nobody has asked for yet is only idle.
    assertThat(scaler().isActive(trigger(Map.of("cluster", "other"))).getResult()).isFalse();
  }

  private static final class NoRunner implements StatementRunner {
    @Override
    public void run(StatementTask task, Watcher watcher, BatchSink sink) {
      throw new AssertionError("it runs nothing");
    }

    @Override
    public StatementDescription describe(StatementTask task) {
      throw new AssertionError("it describes nothing");
    }

    @Override
    public void sweep() {}

    @Override
    public void close() {}
  }
}
