package dev.weir.web.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the rows of one chart.
 *
 * @param filters by name of filter; a filter that is absent has its default, an empty value lifts
 *     it
 * @param asOf ISO 8601 instant to read the tables at; null: now
 * @param refresh true: neither read nor fill the result cache
 * @param rowsMax at most so many rows; null: the limit of the chart
 */
public record ChartDataRequest(
    @Nullable Map<String, FilterValue> filters,
    @Nullable String asOf,
    @Nullable Boolean refresh,
    @Nullable Integer rowsMax) {}
