package dev.weir.engine.duck;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SQL engine's failures as Weir's: by the type that the engine gives them. Pure. */
public final class DuckErrors {
  /** Paths of data files, which are nobody's business. */
  private static final Pattern PATHS = Pattern.compile("(?:[A-Za-z]:)?/[^\\s'\"]*/([^\\s'\"/]+)");

  private DuckErrors() {}

  /** Turns a byte range of the text that the engine ran into a place in what the user wrote. */
  @FunctionalInterface
  public interface Places {
    @Nullable SourcePosition at(int byteOffset, int byteLength);
  }

  /** A failure of a statement of Weir's own, whose places mean nothing to the user. */
  public static WeirException plain(SQLException e) {
    return of(e, (offset, length) -> null, false);
  }

  /**
   * @param places of the statement that failed
   * @param hideValues when rows or values are hidden from the caller: then no value may show in a
   *     message
   */
  public static WeirException of(SQLException e, Places places, boolean hideValues) {
    EngineError error = EngineError.of(e);
    String type = error.type();
    String raw = error.message();
    if (type.isEmpty()) {
      return new WeirException(ErrorCode.INTERNAL, "the SQL engine failed: " + raw, null, e);
    }
    ErrorCode code = code(type, error, raw);
    // The first line says it; what follows are candidates, which become the hint.
    String message = PATHS.matcher(raw.lines().findFirst().orElse(raw)).replaceAll("$1");
    if (hideValues && (code == ErrorCode.VALUE_ERROR || code == ErrorCode.TYPE_MISMATCH)) {
      message = "a value cannot be converted or computed";
    }
    return new WeirException(code, message, hint(code, error, raw), place(error, places), e);
  }

  private static ErrorCode code(String type, EngineError error, String message) {
    return switch (type) {
      case "parser", "syntax" -> ErrorCode.SYNTAX_ERROR;
      case "binder" -> binderCode(error, message);
      case "catalog" ->
          error.find("type").contains("Function")
              ? ErrorCode.FUNCTION_NOT_ALLOWED
              : ErrorCode.TABLE_NOT_FOUND;
      case "mismatch type", "type" -> ErrorCode.TYPE_MISMATCH;
      case "conversion",
          "out of range",
          "decimal",
          "divide by zero",
          "constraint",
          "parameter not resolved",
          "invalid type" ->
          ErrorCode.VALUE_ERROR;
      case "invalid input", "invalid" ->
          PATHS.matcher(message).find() ? ErrorCode.CORRUPT_DATA_FILE : ErrorCode.VALUE_ERROR;
      case "out of memory", "object size" ->
          isFull(message) ? ErrorCode.DISK_FULL : ErrorCode.OUT_OF_MEMORY;
      case "io", "serialization", "http" ->
          isFull(message) ? ErrorCode.DISK_FULL : ErrorCode.CORRUPT_DATA_FILE;
      case "interrupt" -> ErrorCode.CANCELLED;
      case "permission" -> ErrorCode.PERMISSION_DENIED;
      case "not implemented", "expression", "dependency", "sequence", "transactioncontext" ->
          ErrorCode.STATEMENT_NOT_SUPPORTED;
      default -> ErrorCode.INTERNAL;
    };
  }

  private static ErrorCode binderCode(EngineError error, String message) {
    // The subtype is the last field, which a cut takes away.
    if (error.find("error_subtype").equals("COLUMN_NOT_FOUND")
        || message.startsWith("Referenced column")
        || message.startsWith("Referenced table")
        || message.contains("does not have a column named")) {
      return ErrorCode.COLUMN_NOT_FOUND;
    }
    return message.contains("must appear in the GROUP BY") || message.contains("aggregate")
        ? ErrorCode.SYNTAX_ERROR
        : ErrorCode.TYPE_MISMATCH;
  }

  private static boolean isFull(String message) {
    return message.contains("No space left");
  }

  private static @Nullable String hint(ErrorCode code, EngineError error, String message) {
    return switch (code) {
      case COLUMN_NOT_FOUND -> {
        String candidates = error.find("candidates");
        yield candidates.isEmpty()
            ? message.lines().filter(line -> line.startsWith("Candidate")).findFirst().orElse(null)
            : "Did you mean " + candidates.replace(",", ", ") + "?";
      }
      case TYPE_MISMATCH -> "Add a CAST so that the types agree.";
      case OUT_OF_MEMORY ->
          "Read fewer rows or columns, or give the cluster more memory or spill space.";
      case DISK_FULL -> "Free space on the disk of the spill folder, or read fewer rows.";
      case CORRUPT_DATA_FILE ->
          "A data file of the table is missing or damaged; read an older snapshot with AT, or restore it.";
      default -> null;
    };
  }

  private static @Nullable SourcePosition place(EngineError error, Places places) {
    String position = error.orNull("position");
    if (position == null) {
      return null;
    }
    String location = error.find("location");
    int comma = location.indexOf(',');
    int length =
        comma < 0
            ? 0
            : Integer.parseInt(location.substring(comma + 1, location.length() - 1).trim());
    return places.at(Integer.parseInt(position), length);
  }
}
