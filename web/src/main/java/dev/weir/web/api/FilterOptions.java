package dev.weir.web.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a filter may be set to.
 *
 * @param type of the filter: {@code Values}, {@code Range} or {@code DateRange}
 * @param values for Values, the most frequent first; empty for the others
 * @param truncated there are more values than the limit
 * @param min for Range (number as text) and DateRange (ISO 8601); null when there is no value
 * @param max as {@code min}
 */
public record FilterOptions(
    String type,
    List<FilterOption> values,
    boolean truncated,
    @Nullable String min,
    @Nullable String max) {}
