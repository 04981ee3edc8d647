package dev.weir.web.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a filter of a dashboard is set to.
 *
 * @param values for a filter of type Values: any of them; null and empty: no restriction
 * @param min for Range and DateRange, inclusive; null: no lower bound
 * @param max as {@code min}
 */
public record FilterValue(
    @Nullable List<@Nullable Object> values, @Nullable Object min, @Nullable Object max) {}
