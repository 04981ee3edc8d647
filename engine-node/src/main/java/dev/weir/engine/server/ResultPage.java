package dev.weir.engine.server;

import dev.weir.contracts.query.ResultColumn;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a result. Only its shape: the door writes the rows without making objects of them.
 *
 * @param columns of the result; empty until they are known
 * @param offset of the first row
 * @param rows values in the order of the columns
 * @param rowCount rows of the result so far
 * @param complete whether the query has succeeded, so that {@code rowCount} is final
 */
@Schema(description = "Rows of a result")
public record ResultPage(
    List<ResultColumn> columns,
    long offset,
    List<List<@Nullable Object>> rows,
    long rowCount,
    boolean complete) {}
