package dev.weir.engine.command.run;

import dev.weir.contracts.query.ResultColumn;
import dev.weir.engine.command.CommandResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of commands. Stateless. */
final class Answers {

  private Answers() {}

  /** One row that says what was done. */
  static CommandResult status(String status) {
    return new CommandResult(
        List.of(new ResultColumn("status", "VARCHAR", false)), List.of(List.of(status)), -1);
  }

  /** One row with the number of rows that were changed. */
  static CommandResult count(long rows) {
    return new CommandResult(
        List.of(new ResultColumn("count", "BIGINT", false)), List.of(List.of(rows)), rows);
  }

  /** A table in the making: {@code columns} are name and type by turns. */
  static Table table(String... columns) {
    List<ResultColumn> typed = new ArrayList<>();
    for (int i = 0; i < columns.length; i += 2) {
      typed.add(new ResultColumn(columns[i], columns[i + 1], true));
    }
    return new Table(List.copyOf(typed), new ArrayList<>());
  }

  /** Rows under columns. Not thread-safe. */
  record Table(List<ResultColumn> columns, List<List<@Nullable Object>> rows) {

    Table add(@Nullable Object... values) {
      List<@Nullable Object> row = new ArrayList<>();
      for (Object value : values) {
        row.add(value instanceof Integer number ? (Object) number.longValue() : value);
      }
      rows.add(row);
      return this;
    }

    CommandResult result() {
      return result(-1);
    }

    CommandResult result(long affectedRows) {
      return new CommandResult(columns, rows, affectedRows);
    }
  }
}
