package dev.weir.contracts.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement to run.
 *
 * @param caller who asks
 * @param sql one statement
 * @param parameters values of {@code ?} and {@code $1}, in order; types as in {@link
 *     TableFilter#values()}, and java.time.LocalDate, LocalDateTime, Instant and byte[]
 * @param filters restrictions of tables for this query only
 * @param defaultNamespace where unqualified names are looked up; null: {@code default}
 * @param origin what it is for
 * @param cluster name of the ComputeCluster; null: the default one
 * @param asOf pins every table to what it was at that time; null: now
 * @param timeoutMillis until the deadline, from submission; 0: the limit of the cluster
 * @param rowsMax the result is cut after so many rows and says so; 0: the limit of the door
 * @param useCache false: neither read nor fill the result cache
 */
public record QueryRequest(
    Caller caller,
    String sql,
    List<@Nullable Object> parameters,
    List<TableFilter> filters,
    @Nullable String defaultNamespace,
    Origin origin,
    @Nullable String cluster,
    @Nullable Instant asOf,
    long timeoutMillis,
    long rowsMax,
    boolean useCache) {

  /** The plain case: no parameters, no filters, everything else by default. */
  public static QueryRequest of(Caller caller, String sql, Origin origin) {
    return new QueryRequest(
        caller, sql, List.of(), List.of(), null, origin, null, null, 0, 0, true);
  }

  /** The same with {@code filters} instead of its own. */
  public QueryRequest withFilters(List<TableFilter> replacement) {
    return new QueryRequest(
        caller,
        sql,
        parameters,
        replacement,
        defaultNamespace,
        origin,
        cluster,
        asOf,
        timeoutMillis,
        rowsMax,
        useCache);
  }
}
