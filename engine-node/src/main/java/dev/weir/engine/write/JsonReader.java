package dev.weir.engine.write;

import dev.weir.engine.sql.SqlText;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads JSON: one object a line, or an array of objects. */
record JsonReader(StatementRun run, DuckDBConnection connection, Path file) implements FileReader {

  @Override
  public List<Map.Entry<String, String>> columns() throws SQLException, InterruptedException {
    return MappedSource.describe(run, connection, "SELECT * FROM " + read("sample_size = -1"));
  }

  @Override
  public String relation(Function<String, @Nullable String> typeOf)
      throws SQLException, InterruptedException {
    String columns =
        columns().stream()
            .map(
                column -> {
                  String type = typeOf.apply(column.getKey());
                  return SqlText.string(column.getKey())
                      + ": "
                      + SqlText.string(type == null ? column.getValue() : type);
                })
            .collect(Collectors.joining(", ", "{", "}"));
    return read("columns = " + columns);
  }

  private String read(String argument) {
    return "read_json(%s, compression = %s, %s)"
        .formatted(
            SqlText.string(file.toString()), SqlText.string(FileCompression.of(file)), argument);
  }
}
