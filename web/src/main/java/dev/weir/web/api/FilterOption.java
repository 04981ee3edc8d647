package dev.weir.web.api;

import org.jspecify.annotations.Nullable;

/**
 * One value that a filter may be set to.
 *
 * @param value as text, the way a filter takes it; null for rows without a value
 * @param count rows that have it
 */
public record FilterOption(@Nullable String value, long count) {}
