package dev.weir.web.api;

import org.jspecify.annotations.Nullable;

/**
 * How old an answer is.
 *
 * @param snapshotEpochMillis when the newest snapshot that was read was committed; null when no
 *     table was read
 * @param cacheHit it came from the result cache
 */
public record Freshness(@Nullable Long snapshotEpochMillis, boolean cacheHit) {}
