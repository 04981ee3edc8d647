package dev.weir.engine.command;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** Statements that change the rows of a table. */
public sealed interface DataCommand extends Command {

  /** The table whose rows change. */
  TableIdentifier table();

  /**
   * INSERT INTO.
   *
   * @param columns empty: all, in the order of the table
   * @param orReplace rows of the same key are replaced
   */
  record Insert(TableIdentifier table, List<String> columns, boolean orReplace, SqlSlice query)
      implements DataCommand {
    @Override
    public String kind() {
      return "INSERT";
    }
  }

  /**
   * COPY … FROM a file.
   *
   * @param columns empty: as the file names them
   * @param options names in lower case; a flag without a value is {@code true}
   */
  record Copy(TableIdentifier table, List<String> columns, String file, Map<String, String> options)
      implements DataCommand {
    @Override
    public String kind() {
      return "COPY";
    }
  }

  /**
   * DELETE FROM.
   *
   * @param alias null when the statement gives none
   * @param where null: every row
   */
  record Delete(TableIdentifier table, @Nullable String alias, @Nullable SqlSlice where)
      implements DataCommand {
    @Override
    public String kind() {
      return "DELETE";
    }
  }

  /** {@code column = value} of an UPDATE. */
  record Assignment(String column, int offset, SqlSlice value) {}

  /**
   * UPDATE.
   *
   * @param alias null when the statement gives none
   * @param where null: every row
   */
  record Update(
      TableIdentifier table,
      @Nullable String alias,
      List<Assignment> assignments,
      @Nullable SqlSlice where)
      implements DataCommand {
    @Override
    public String kind() {
      return "UPDATE";
    }
  }

  /** TRUNCATE: every row goes, the table stays. */
  record Truncate(TableIdentifier table) implements DataCommand {
    @Override
    public String kind() {
      return "TRUNCATE";
    }
  }
}
