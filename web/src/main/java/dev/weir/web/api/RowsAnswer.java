package dev.weir.web.api;

import dev.weir.contracts.query.QueryStats;
import dev.weir.contracts.query.ResultColumn;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a chart or a sample. The server writes it by hand; the record is its description.
 *
 * @param columns of the rows
 * @param rows values in column order; integers beyond 2^53 and decimals are strings, dates and
 *     timestamps ISO 8601
 * @param truncated there are more rows than the limit
 * @param stats what the query took
 * @param queryId under which it is in the history
 * @param freshness how old the answer is
 */
public record RowsAnswer(
    List<ResultColumn> columns,
    @Schema(type = SchemaType.ARRAY, description = "Arrays of values in column order.")
        List<List<@Nullable Object>> rows,
    boolean truncated,
    QueryStats stats,
    String queryId,
    Freshness freshness) {}
