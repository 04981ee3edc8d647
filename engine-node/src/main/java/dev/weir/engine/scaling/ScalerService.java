package dev.weir.engine.scaling;

import dev.weir.contracts.keda.ExternalScalerGrpc;
import dev.weir.contracts.keda.GetMetricSpecResponse;
import dev.weir.contracts.keda.GetMetricsRequest;
import dev.weir.contracts.keda.GetMetricsResponse;
import dev.weir.contracts.keda.IsActiveResponse;
import dev.weir.contracts.keda.MetricSpec;
import dev.weir.contracts.keda.MetricValue;
import dev.weir.contracts.keda.ScaledObjectRef;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A scaler of KEDA's type {@code external-push}: a cluster is active while a query runs or waits,
 * and its metric is how many do. What a trigger says stands in its metadata: {@code cluster}, and
 * {@code targetConcurrentQueries}, 4 when absent. Thread-safe.
 */
final class ScalerService extends ExternalScalerGrpc.ExternalScalerImplBase {
  private static final String CLUSTER = "cluster";
  private static final String TARGET = "targetConcurrentQueries";
  private static final int TARGET_DEFAULT = 4;
  private static final int TARGET_MAX = 1_000;

  /** One for each ScaledObject and operator of KEDA. */
  private static final int STREAMS_MAX = 1_000;

  private final ClusterWatch watch;
  private final Semaphore places = new Semaphore(STREAMS_MAX);

  ScalerService(ClusterWatch watch) {
    this.watch = watch;
  }

  @Override
  public void isActive(ScaledObjectRef object, StreamObserver<IsActiveResponse> client) {
    String cluster = object.getScalerMetadataMap().get(CLUSTER);
    if (cluster == null) {
      client.onError(missing());
      return;
    }
    client.onNext(activity(wanted(cluster) > 0));
    client.onCompleted();
  }

  @Override
  public void streamIsActive(ScaledObjectRef object, StreamObserver<IsActiveResponse> client) {
    ServerCallStreamObserver<IsActiveResponse> call =
        (ServerCallStreamObserver<IsActiveResponse>) client;
    String cluster = object.getScalerMetadataMap().get(CLUSTER);
    if (cluster == null) {
      call.onError(missing());
      return;
    }
    if (!places.tryAcquire()) {
      call.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription(STREAMS_MAX + " streams are open already")
              .asRuntimeException());
      return;
    }
    // With a handler a client that is gone is no exception.
    call.setOnCancelHandler(() -> {});
    Thread.ofVirtual().name("keda-watch").start(() -> tell(cluster, call));
  }

  private void tell(String cluster, ServerCallStreamObserver<IsActiveResponse> call) {
    AtomicReference<Boolean> told = new AtomicReference<>();
    try {
      watch.follow(
          loads -> {
            boolean active = wanted(cluster) > 0;
            if (call.isReady() && !Boolean.valueOf(active).equals(told.getAndSet(active))) {
              call.onNext(activity(active));
            }
          },
          call::isCancelled);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  @Override
  public void getMetricSpec(ScaledObjectRef object, StreamObserver<GetMetricSpecResponse> client) {
    Map<String, String> trigger = object.getScalerMetadataMap();
    if (!trigger.containsKey(CLUSTER)) {
      client.onError(missing());
      return;
    }
    int target = target(trigger.get(TARGET));
    if (target < 1 || target > TARGET_MAX) {
      client.onError(
          Status.INVALID_ARGUMENT
              .withDescription(
                  TARGET + " must be a number from 1 to " + TARGET_MAX + ", for example \"4\"")
              .asRuntimeException());
      return;
    }
    client.onNext(
        GetMetricSpecResponse.newBuilder()
            .addMetricSpecs(
                MetricSpec.newBuilder()
                    .setMetricName(metric(trigger))
                    .setTargetSize(target)
                    .setTargetSizeFloat(target))
            .build());
    client.onCompleted();
  }

  @Override
  public void getMetrics(GetMetricsRequest request, StreamObserver<GetMetricsResponse> client) {
    Map<String, String> trigger = request.getScaledObjectRef().getScalerMetadataMap();
    String cluster = trigger.get(CLUSTER);
    if (cluster == null) {
      client.onError(missing());
      return;
    }
    int wanted = wanted(cluster);
    client.onNext(
        GetMetricsResponse.newBuilder()
            .addMetricValues(
                MetricValue.newBuilder()
                    .setMetricName(metric(trigger))
                    .setMetricValue(wanted)
                    .setMetricValueFloat(wanted))
            .build());
    client.onCompleted();
  }

  /** Queries that run or wait; none of a cluster that nobody has asked for. */
  private int wanted(String cluster) {
    return watch.now().stream()
        .filter(load -> load.demand().cluster().equals(cluster))
        .mapToInt(ClusterLoad::wanted)
        .sum();
  }

  private static IsActiveResponse activity(boolean active) {
    return IsActiveResponse.newBuilder().setResult(active).build();
  }

  private static String metric(Map<String, String> trigger) {
    return "weir-queries-" + trigger.get(CLUSTER);
  }

  /** 0 for what is no number. */
  private static int target(@Nullable String given) {
    if (given == null) {
      return TARGET_DEFAULT;
    }
    try {
      return Integer.parseInt(given.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static RuntimeException missing() {
    return Status.INVALID_ARGUMENT
        .withDescription("the trigger's metadata lack `cluster`, the name of a ComputeCluster")
        .asRuntimeException();
  }
}
