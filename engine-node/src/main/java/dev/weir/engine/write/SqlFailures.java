package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.duck.EngineError;
import dev.weir.storage.StorageFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Failures of the SQL engine and of files as failures of Weir. Stateless. */
final class SqlFailures {
  private static final int MESSAGE_MAX = 500;

  private SqlFailures() {}

  /** The kinds of exception that writing tells apart. */
  enum Kind {
    CONVERSION,
    BINDER,
    INPUT,
    FILE,
    MEMORY,
    INTERRUPTED,
    OTHER
  }

  static Kind kindOf(SQLException failure) {
    return switch (EngineError.of(failure).type()) {
      case "conversion", "out of range", "decimal", "divide by zero" -> Kind.CONVERSION;
      case "binder", "catalog", "parser", "mismatch type", "invalid type", "not implemented" ->
          Kind.BINDER;
      case "invalid input", "invalid", "serialization", "constraint" -> Kind.INPUT;
      case "io" -> Kind.FILE;
      case "out of memory" -> Kind.MEMORY;
      case "interrupt" -> Kind.INTERRUPTED;
      default -> Kind.OTHER;
    };
  }

  /** What the engine said, on one line, at most 500 characters. */
  static String messageOf(SQLException failure) {
    String text = EngineError.of(failure).message();
    int end = text.indexOf("\n\n");
    text = (end < 0 ? text : text.substring(0, end)).replaceAll("\\s+", " ").strip();
    return text.length() <= MESSAGE_MAX ? text : text.substring(0, MESSAGE_MAX) + "…";
  }

  /** A failure of a write that no better explanation was found for. */
  static WeirException of(SQLException failure, Path folder) {
    String message = messageOf(failure);
    return switch (kindOf(failure)) {
      case CONVERSION, INPUT -> new WeirException(ErrorCode.VALUE_ERROR, message, null, failure);
      case BINDER -> new WeirException(ErrorCode.TYPE_MISMATCH, message, null, failure);
      case MEMORY ->
          new WeirException(
              ErrorCode.OUT_OF_MEMORY,
              "the write needs more memory and spill space than it may have",
              "Write fewer rows at once, or give the cluster more memory.",
              failure);
      case INTERRUPTED ->
          new WeirException(ErrorCode.CANCELLED, "the write was cancelled", null, failure);
      case FILE, OTHER -> isDiskFull(folder, message) ? diskFull(failure) : internal(failure);
    };
  }

  static WeirException of(IOException failure) {
    if (StorageFailures.isDiskFull(failure)) {
      return diskFull(failure);
    }
    return new WeirException(
        ErrorCode.UNAVAILABLE,
        "the object store failed: " + failure.getMessage(),
        "Nothing was committed; try again.",
        failure);
  }

  static WeirException diskFull(Exception failure) {
    return new WeirException(
        ErrorCode.DISK_FULL,
        "the disk is full",
        "Nothing was committed. Free some space and try again.",
        failure);
  }

  private static WeirException internal(SQLException failure) {
    return new WeirException(
        ErrorCode.INTERNAL, "the write failed in the SQL engine", null, failure);
  }

  private static boolean isDiskFull(Path folder, String message) {
    return message.contains("No space left on device") || folder.toFile().getUsableSpace() < 65_536;
  }
}
