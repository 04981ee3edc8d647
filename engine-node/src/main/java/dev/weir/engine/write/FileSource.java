package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Rows of a file. What cannot be read is told by its row and column. */
final class FileSource extends MappedSource {
  private final FileReader reader;
  private final Function<String, @Nullable String> typeOf;

  /**
   * @param typeOf type that a column of the file is read as
   * @param folder whose disk the files are written to
   */
  FileSource(
      DuckDBConnection connection,
      FileReader reader,
      Function<String, @Nullable String> typeOf,
      Map<String, Column> columns,
      boolean keyIsUnique,
      Path file,
      Path folder)
      throws SQLException, InterruptedException {
    super(
        connection,
        reader.relation(typeOf),
        columns,
        keyIsUnique,
        failure -> otherwise(file, folder, failure),
        () -> {});
    this.reader = reader;
    this.typeOf = typeOf;
  }

  @Override
  public WeirException explain(StatementRun run, TableLayout layout, SQLException failure)
      throws InterruptedException {
    if (reader instanceof CsvReader csv && isAboutContent(failure)) {
      try {
        Optional<CsvReader.Reject> reject = csv.firstReject(typeOf);
        if (reject.isPresent()) {
          return refused(reject.get(), failure);
        }
      } catch (SQLException notEvenThat) {
        failure.addSuppressed(notEvenThat);
      }
    }
    return super.explain(run, layout, failure);
  }

  private static boolean isAboutContent(SQLException failure) {
    return switch (SqlFailures.kindOf(failure)) {
      case CONVERSION, INPUT, BINDER, OTHER -> true;
      default -> false;
    };
  }

  private static WeirException refused(CsvReader.Reject reject, SQLException failure) {
    String column = reject.column().isEmpty() ? "" : ", column " + reject.column();
    return new WeirException(
        ErrorCode.BAD_INPUT_FILE,
        "line " + reject.line() + column + ": " + reject.message(),
        "Nothing was loaded. Mend the line, or load the others with ON_ERROR 'report'.",
        failure);
  }

  private static WeirException otherwise(Path file, Path folder, SQLException failure) {
    WeirException general = SqlFailures.of(failure, folder);
    return switch (general.code()) {
      case DISK_FULL, OUT_OF_MEMORY, CANCELLED -> general;
      default -> unreadable(file, failure);
    };
  }

  /** The file is not what it claims to be. */
  static WeirException unreadable(Path file, SQLException failure) {
    String message =
        SqlFailures.messageOf(failure).replace(file.toString(), String.valueOf(file.getFileName()));
    return new WeirException(
        ErrorCode.BAD_INPUT_FILE,
        "the file cannot be read: " + message,
        "Nothing was loaded. Is it whole, and of the format that it was sent as?",
        failure);
  }
}
