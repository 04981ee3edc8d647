package dev.weir.engine.scaling;

import dev.weir.engine.gateway.Cluster;
import dev.weir.engine.gateway.Demand;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the clusters of a gateway again and again for those who follow them. It looks rather
 * than being told: what happens ten thousand times a second costs no more than what happens once.
 * Thread-safe.
 */
public final class ClusterWatch {
  /** Short beside the time in which a pod starts; twenty looks a second cost next to nothing. */
  private static final long LOOK_MILLIS = 50;

  private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Supplier<Collection<Cluster>> clusters;
  private final long startedNanos = System.nanoTime();

  /**
   * @param clusters that were asked for since the gateway started
   */
  public ClusterWatch(Supplier<Collection<Cluster>> clusters) {
    this.clusters = clusters;
  }

  /** Each cluster that was asked for, now. */
  List<ClusterLoad> now() {
    return clusters.get().stream().map(ClusterLoad::of).toList();
  }

  /** How long the gateway has run: nothing was asked of other clusters for that long. */
  Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /**
   * Tells what there is at once, when it has changed, and every two seconds. Returns when it is
   * over.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  void follow(Consumer<List<ClusterLoad>> listener, BooleanSupplier over)
      throws InterruptedException {
    List<Demand> told = null;
    long toldNanos = 0;
    while (!over.getAsBoolean()) {
      List<ClusterLoad> loads = now();
      List<Demand> demands = loads.stream().map(ClusterLoad::demand).toList();
      if (isNews(told, demands) || System.nanoTime() - toldNanos >= REPEAT_NANOS) {
        listener.accept(loads);
        told = demands;
        toldNanos = System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static boolean isNews(@Nullable List<Demand> told, List<Demand> now) {
    return told == null || !told.equals(now);
  }
}
