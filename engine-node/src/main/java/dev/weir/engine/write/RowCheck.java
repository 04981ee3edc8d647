package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.sql.SqlText;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import org.duckdb.DuckDBConnection;

/**
 * Holds what a statement writes against the policy of its caller: who sees only some rows may leave
 * only such rows, and may not put rows in the place of others unseen.
 *
 * @param table that is written
 * @param filter predicate over its columns; empty: the caller sees every row
 */
record RowCheck(TableIdentifier table, String filter) {

  /**
   * @throws WeirException PERMISSION_DENIED when the row filter cannot be used
   */
  static RowCheck of(Relation relation, SessionOpener sessions) {
    TableIdentifier table = TableAccess.identifier(relation);
    return new RowCheck(table, sessions.rowFilter(table, relation.getPolicy()));
  }

  /**
   * Refuses to replace rows of a table that the caller does not see as it is: the rows that go
   * might be hidden ones, or have values that are masked.
   *
   * @throws WeirException PERMISSION_DENIED
   */
  static void requireWhole(Relation relation) {
    boolean filtered = relation.getPolicy().getRowFiltersCount() > 0;
    if (filtered || relation.getPolicy().getColumnMasksCount() > 0) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          (filtered ? "a row filter hides rows of " : "a column mask hides values of ")
              + TableAccess.identifier(relation)
              + " from you, so you cannot replace rows of it",
          "INSERT rows with new keys, or UPDATE the rows that you see.");
    }
  }

  /**
   * @param key columns by which a row is named in the failure
   * @throws WeirException PERMISSION_DENIED for a row that the caller would not see
   */
  void require(
      StatementRun run, DuckDBConnection connection, List<WrittenFile> files, List<String> key)
      throws SQLException, InterruptedException {
    if (filter.isEmpty() || files.isEmpty()) {
      return;
    }
    String paths =
        files.stream()
            .map(file -> SqlText.string(file.path().toString()))
            .collect(Collectors.joining(", "));
    KeyCheck.first(
            run,
            connection,
            "SELECT "
                + SqlText.names(key)
                + " FROM read_parquet(["
                + paths
                + "]) WHERE NOT coalesce(("
                + filter
                + "\n), false) LIMIT 1",
            key)
        .ifPresent(
            row -> {
              throw new WeirException(
                  ErrorCode.PERMISSION_DENIED,
                  "the row with " + row + " would be one of " + table + " that you do not see",
                  "Nothing was written. Write only rows that your role's row filter shows.");
            });
  }
}
