package dev.weir.engine.duck;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.engine.sql.SqlTypeNames;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.types.Types.NestedField;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Knows which data files have the columns of their table as they are now. Such files can be scanned
 * without a mapping of columns, and only then does the SQL engine plan with their statistics: on
 * the flights table that takes a quarter off a GROUP BY and leaves nothing of a MAX. What a file
 * has never changes, so it is asked once. Thread-safe.
 */
final class FileShapes {
  /** Tables of more files are scanned with a mapping: looking into each would cost more. */
  private static final int FILES_MAX = 64;

  private static final String COLUMNS =
      "SELECT name, field_id, duckdb_type, num_children FROM parquet_schema(?)";

  /** A column of a file; the id is Iceberg's. */
  private record Column(int id, String name, String type) {}

  private final DuckEngine engine;
  private final Cache<String, Set<Column>> shapes;

  /**
   * @param filesMax files that are remembered
   */
  FileShapes(DuckEngine engine, int filesMax) {
    this.engine = engine;
    this.shapes = Caffeine.newBuilder().maximumSize(filesMax).build();
  }

  /** Whether each of the files has the table's columns, by id, name and type. */
  boolean fit(ResolvedTable table, List<String> paths) {
    if (paths.size() > FILES_MAX) {
      return false;
    }
    Set<Column> wanted = new HashSet<>();
    for (NestedField field : table.schema().columns()) {
      wanted.add(new Column(field.fieldId(), field.name(), SqlTypeNames.of(field.type())));
    }
    return paths.stream()
        .allMatch(
            path -> {
              Set<Column> columns = shapes.get(path, this::read);
              return columns != null && columns.containsAll(wanted);
            });
  }

  /** The columns of a file, none when some are nested; null when it cannot be read just now. */
  private @Nullable Set<Column> read(String path) {
    try {
      DuckDBConnection connection = engine.lend();
      boolean usable = false;
      try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
        statement.setString(1, path);
        Set<Column> columns = new HashSet<>(columns(statement));
        usable = true;
        return columns;
      } finally {
        engine.giveBack(connection, usable);
      }
    } catch (SQLException e) {
      // The scan meets the same failure, and says what it is about.
      return null;
    }
  }

  private static List<Column> columns(PreparedStatement statement) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      result.next(); // the root, which stands for the row
      while (result.next()) {
        boolean nested = result.getInt("num_children") > 0;
        if (nested) {
          return List.of();
        }
        columns.add(
            new Column(
                result.getInt("field_id"),
                result.getString("name"),
                result.getString("duckdb_type")));
      }
    }
    return columns;
  }
}
