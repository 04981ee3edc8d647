package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.SqlText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;

/** Holds the keys of staged changes against each other and against the table. Stateless. */
final class ChangedKeys {
  private ChangedKeys() {}

  /** Bounds of the staged keys, told by the names that the table has for them. */
  static Expression range(
      List<WrittenFile> rows, List<Types.NestedField> oldKey, TableLayout layout) {
    List<Types.NestedField> named = new ArrayList<>();
    for (int i = 0; i < oldKey.size(); i++) {
      Types.NestedField key = oldKey.get(i);
      named.add(Types.NestedField.optional(key.fieldId(), layout.keyColumns().get(i), key.type()));
    }
    return KeyRange.of(rows, named);
  }

  static void requireOnce(
      StatementRun run,
      DuckDBConnection connection,
      List<WrittenFile> rows,
      List<Types.NestedField> oldKey)
      throws SQLException, InterruptedException {
    List<Path> paths = rows.stream().map(WrittenFile::path).toList();
    List<String> names = oldKey.stream().map(Types.NestedField::name).toList();
    Optional<String> twice = KeyCheck.duplicateWithin(run, connection, paths, names);
    if (twice.isPresent()) {
      throw new WeirException(
          ErrorCode.PRIMARY_KEY_DUPLICATE,
          "the table has two rows with one key, which another engine has written: " + twice.get(),
          "Nothing was written. Copy the table without the duplicates first.");
    }
  }

  /** A new key must be that of no other new row, and of no row that stays. */
  static void requireFree(
      TableWriter writer,
      StatementRun run,
      DuckDBConnection connection,
      Table table,
      long snapshotId,
      ChangeStatement statement,
      List<WrittenFile> rows,
      String changes,
      StagedWork work)
      throws SQLException, IOException, InterruptedException {
    TableLayout layout = statement.layout();
    List<Types.NestedField> key = layout.keyColumns().stream().map(layout::column).toList();
    String names = SqlText.names(layout.keyColumns());
    Optional<String> twice =
        KeyCheck.first(
            run,
            connection,
            "SELECT " + names + " FROM " + changes + " GROUP BY ALL HAVING count(*) > 1 LIMIT 1",
            layout.keyColumns());
    if (twice.isPresent()) {
      throw KeyCheck.duplicate(twice.get(), false);
    }
    List<Path> files = new ArrayList<>();
    for (FileScanTask file : StoredFiles.plan(table, snapshotId, KeyRange.of(rows, key))) {
      files.add(writer.stored().local(file.file().location(), work));
    }
    if (files.isEmpty()) {
      return;
    }
    String old =
        "(SELECT "
            + IntStream.range(0, key.size())
                .mapToObj(i -> KeyedRewrite.keyName(i) + " AS " + SqlText.name(key.get(i).name()))
                .collect(Collectors.joining(", "))
            + " FROM "
            + changes
            + ")";
    String staying =
        "(SELECT "
            + names
            + " FROM "
            + StoredFiles.relation(files, key, false)
            + " ANTI JOIN "
            + old
            + " AS weir_old USING ("
            + names
            + "))";
    Optional<String> taken =
        KeyCheck.inBoth(run, connection, changes, staying, layout.keyColumns());
    if (taken.isPresent()) {
      throw KeyCheck.duplicate(taken.get(), true);
    }
  }
}
