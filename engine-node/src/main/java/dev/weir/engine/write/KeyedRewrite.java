package dev.weir.engine.write;

import dev.weir.engine.sql.SqlText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Copies the data files that hold rows of given keys, without those rows or with others in their
 * place. Files whose bounds exclude the keys are not looked at, files without such a row are not
 * touched. Thread-safe.
 */
final class KeyedRewrite {
  private final StoredFiles stored;

  KeyedRewrite(StoredFiles stored) {
    this.stored = stored;
  }

  /**
   * Which rows go.
   *
   * @param relation text of a relation with the columns weir_key_0, weir_key_1 and so on, one row a
   *     key
   * @param range a predicate that is true for every row of those keys
   * @param replacement a relation with those columns and the table's: rows that come in the place
   *     of the old; null when none do
   */
  record Keys(String relation, Expression range, @Nullable String replacement) {}

  /**
   * Files that go and files that come.
   *
   * @param rows that had one of the keys
   */
  record Outcome(List<DataFile> removed, List<WrittenFile> written, long rows) {
    static final Outcome NOTHING = new Outcome(List.of(), List.of(), 0);
  }

  static String keyName(int index) {
    return "weir_key_" + index;
  }

  /** Columns of the key under the names that {@link Keys} has for them. */
  static String renamedKeys(List<String> key) {
    return IntStream.range(0, key.size())
        .mapToObj(i -> SqlText.name(key.get(i)) + " AS " + keyName(i))
        .collect(Collectors.joining(", "));
  }

  Outcome rewrite(
      StatementRun run,
      DuckDBConnection connection,
      Table table,
      long snapshotId,
      TableLayout layout,
      Keys keys,
      StagedWork work)
      throws SQLException, IOException, InterruptedException {
    Map<Path, DataFile> files = new LinkedHashMap<>();
    for (FileScanTask file : StoredFiles.plan(table, snapshotId, keys.range())) {
      files.put(stored.local(file.file().location(), work), file.file());
    }
    if (files.isEmpty()) {
      return Outcome.NOTHING;
    }
    Map<Path, Long> hits = hits(run, connection, files, layout, keys);
    List<DataFile> removed = new ArrayList<>();
    List<WrittenFile> written = new ArrayList<>();
    long rows = 0;
    for (Map.Entry<Path, Long> hit : hits.entrySet()) {
      DataFile file = files.get(hit.getKey());
      removed.add(file);
      rows += hit.getValue();
      if (keys.replacement() != null || hit.getValue() < file.recordCount()) {
        String query = query(hit.getKey(), layout, keys);
        written.addAll(
            DataFileWriter.write(run, connection, query, layout, work.newPath("rewritten")));
      }
    }
    return new Outcome(removed, written, rows);
  }

  private static Map<Path, Long> hits(
      StatementRun run,
      DuckDBConnection connection,
      Map<Path, DataFile> files,
      TableLayout layout,
      Keys keys)
      throws SQLException, InterruptedException {
    List<Types.NestedField> columns = layout.keyColumns().stream().map(layout::column).toList();
    String query =
        "SELECT filename, count(*) FROM "
            + StoredFiles.relation(files.keySet(), columns, true)
            + " AS f SEMI JOIN "
            + keys.relation()
            + " AS k ON "
            + sameKey(layout)
            + " GROUP BY filename ORDER BY filename";
    return run.query(
        connection,
        query,
        rows -> {
          Map<Path, Long> hits = new LinkedHashMap<>();
          while (rows.next()) {
            hits.put(Path.of(rows.getString(1)), rows.getLong(2));
          }
          return hits;
        });
  }

  private static String sameKey(TableLayout layout) {
    List<String> key = layout.keyColumns();
    return IntStream.range(0, key.size())
        .mapToObj(i -> "f." + SqlText.name(key.get(i)) + " = k." + keyName(i))
        .collect(Collectors.joining(" AND "));
  }

  private static String query(Path file, TableLayout layout, Keys keys) {
    List<Types.NestedField> columns = layout.schema().columns();
    String relation = StoredFiles.relation(List.of(file), columns, false);
    String names = SqlText.names(columns.stream().map(Types.NestedField::name).toList());
    String kept =
        "SELECT "
            + names
            + " FROM "
            + relation
            + " AS f ANTI JOIN "
            + keys.relation()
            + " AS k ON "
            + sameKey(layout);
    if (keys.replacement() == null) {
      return kept;
    }
    return kept
        + " UNION ALL SELECT "
        + names
        + " FROM "
        + keys.replacement()
        + " AS k SEMI JOIN "
        + relation
        + " AS f ON "
        + sameKey(layout);
  }
}
