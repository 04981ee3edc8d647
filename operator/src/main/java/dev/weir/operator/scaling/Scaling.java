package dev.weir.operator.scaling;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a look at a cluster's demand.
 *
 * @param nodes that there should be from now on
 * @param reason why they are other than before; null when they are not
 * @param waiting what has to end before nodes can go; null when none are to
 * @param demand as the status is to tell it: not each change
 * @param again when to look again, if nothing calls
 */
public record Scaling(
    int nodes, @Nullable String reason, @Nullable String waiting, Demand demand, Duration again) {}
