package dev.weir.contracts.query;

import dev.weir.contracts.error.ErrorBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query as its owner sees it at one moment.
 *
 * @param id unique, sortable by time
 * @param sql the statement as it was sent, cut to 10,000 characters
 * @param principal who asked
 * @param origin what it is for
 * @param state where it is
 * @param statementKind {@code SELECT}, {@code INSERT}, {@code CREATE TABLE} and so on; null before
 *     it is parsed
 * @param columns of the result; empty until they are known
 * @param stats so far
 * @param error null unless the state is FAILED or CANCELLED
 * @param submittedEpochMillis when it came
 */
public record QueryStatus(
    String id,
    String sql,
    String principal,
    Origin origin,
    QueryState state,
    @Nullable String statementKind,
    List<ResultColumn> columns,
    QueryStats stats,
    ErrorBody.@Nullable Detail error,
    long submittedEpochMillis) {}
