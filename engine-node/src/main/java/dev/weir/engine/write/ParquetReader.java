package dev.weir.engine.write;

import dev.weir.engine.sql.SqlText;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads a Parquet file. */
record ParquetReader(StatementRun run, DuckDBConnection connection, Path file)
    implements FileReader {

  @Override
  public List<Map.Entry<String, String>> columns() throws SQLException, InterruptedException {
    return MappedSource.describe(run, connection, "SELECT * FROM " + relation(name -> null));
  }

  @Override
  public String relation(Function<String, @Nullable String> typeOf) {
    return "read_parquet(" + SqlText.string(file.toString()) + ")";
  }

  // The row's place in the file is known to every thread: numbering does not serialise the scan.
  @Override
  public String rowNumber() {
    return "file_row_number";
  }
}
