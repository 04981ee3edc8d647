package dev.weir.engine.command;

import dev.weir.contracts.query.ResultColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command answers: a few rows.
 *
 * @param columns for DML one column {@code count}; for DDL one column {@code status}
 * @param rows values of String, Long, Double, Boolean or null, in the order of the columns
 * @param affectedRows rows that were inserted, changed or deleted; -1 when that means nothing
 */
public record CommandResult(
    List<ResultColumn> columns, List<List<@Nullable Object>> rows, long affectedRows) {}
