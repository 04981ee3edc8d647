package dev.weir.operator.scaling;

import dev.weir.crds.cluster.Autoscaling;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many nodes a cluster should have: as many as there is work for, more at once, fewer when
 * there was too little for a while, none when there was none for as long as {@code suspendAfter}.
 * Nobody who wakes without work: a cluster without nodes stays so until something is asked of it.
 * Pure.
 */
final class ScalingRule {
  private ScalingRule() {}

  /**
   * What should be.
   *
   * @param nodes that there should be
   * @param reason why they are other than now; null when they are not
   */
  record Decision(int nodes, @Nullable String reason) {}

  /** Nodes that the work of this moment needs, within no bounds. */
  static int needed(Autoscaling settings, Demand demand) {
    int each = settings.targetConcurrentQueries();
    return (demand.wanted() + each - 1) / each;
  }

  /**
   * @param now nodes that there should be so far
   * @param peak most that were needed at once within the window that has just passed; null while it
   *     was not watched for a whole window
   */
  static Decision decide(Autoscaling settings, int now, Demand demand, @Nullable Integer peak) {
    int needed = bounded(settings, needed(settings, demand));
    if (now < settings.min()) {
      return new Decision(Math.max(needed, settings.min()), "min is " + settings.min());
    }
    if (now > settings.max()) {
      return new Decision(settings.max(), "max is " + settings.max());
    }
    if (needed > now) {
      return new Decision(needed, work(settings, demand));
    }
    if (peak == null || !demand.complete()) {
      return new Decision(now, null);
    }
    int enough = Math.max(needed, bounded(settings, peak));
    if (enough == 0 && now > 0) {
      Duration until = Durations.parse(settings.suspendAfter());
      if (demand.idle().compareTo(until) < 0) {
        enough = 1;
      } else {
        return new Decision(0, "nothing was asked of it for " + settings.suspendAfter());
      }
    }
    return enough < now
        ? new Decision(enough, "less work: " + work(settings, demand))
        : new Decision(now, null);
  }

  private static int bounded(Autoscaling settings, int nodes) {
    return Math.clamp(nodes, settings.min(), settings.max());
  }

  private static String work(Autoscaling settings, Demand demand) {
    return "%d queries run and %d wait, a node takes %d"
        .formatted(demand.running(), demand.queued(), settings.targetConcurrentQueries());
  }
}
