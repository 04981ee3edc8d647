package dev.weir.engine.write;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A file that is to be loaded, as the SQL engine reads it. One for each format. */
interface FileReader {

  /**
   * Columns of the file: name and type, in order. Text has the type VARCHAR until a table says
   * otherwise.
   */
  List<Map.Entry<String, String>> columns() throws SQLException, InterruptedException;

  /**
   * The relation, text behind FROM.
   *
   * @param typeOf type that the column of that name of the file is read as; null: its own
   */
  String relation(Function<String, @Nullable String> typeOf)
      throws SQLException, InterruptedException;

  /** An expression that numbers the rows from 0. */
  default String rowNumber() {
    return "row_number() OVER () - 1";
  }
}
