package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.command.SqlTypes;
import dev.weir.engine.command.TableCommand.ColumnDefinition;
import dev.weir.engine.command.TableCommand.SortColumn;
import dev.weir.engine.command.TableCommand.TableClauses;
import dev.weir.engine.sql.SqlTypeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * A table that is to be made. Immutable.
 *
 * @param schema with the primary key as its identifier fields
 * @param sortOrder the primary key, then what the statement orders by
 * @param properties of Iceberg
 */
public record TableDefinition(Schema schema, SortOrder sortOrder, Map<String, String> properties) {
  /** The most columns that a table may have. */
  public static final int COLUMNS_MAX = 2_000;

  /** A column before it has an id; {@code comment} may be null. */
  private record Column(String name, Type type, boolean required, @Nullable String comment) {}

  /** The table that CREATE TABLE describes. */
  public static TableDefinition declared(List<ColumnDefinition> columns, TableClauses clauses) {
    requireCount(columns.size());
    AtomicInteger ids = new AtomicInteger(columns.size());
    List<Column> typed = new ArrayList<>();
    for (ColumnDefinition column : columns) {
      typed.add(
          new Column(
              column.name(),
              SqlTypes.declared(column.name(), column.type(), ids),
              column.required(),
              column.comment()));
    }
    return of(typed, clauses);
  }

  /**
   * The table for the columns of a query or file.
   *
   * @param columns name and type as DuckDB's DESCRIBE prints it
   */
  public static TableDefinition derived(
      List<Map.Entry<String, String>> columns, TableClauses clauses) {
    requireCount(columns.size());
    AtomicInteger ids = new AtomicInteger(columns.size());
    List<Column> typed = new ArrayList<>();
    for (Map.Entry<String, String> column : columns) {
      Type type = SqlTypes.derived(column.getKey(), column.getValue(), ids);
      typed.add(new Column(column.getKey(), type, false, null));
    }
    return of(typed, clauses);
  }

  /**
   * @throws WeirException TOO_MANY_COLUMNS
   */
  public static void requireCount(int count) {
    if (count > COLUMNS_MAX) {
      throw new WeirException(
          ErrorCode.TOO_MANY_COLUMNS,
          String.format(
              Locale.ROOT, "%,d columns, a table or view may have %,d", count, COLUMNS_MAX),
          "Keep what belongs together in a STRUCT, or make several tables.");
    }
  }

  private static TableDefinition of(List<Column> columns, TableClauses clauses) {
    requireDistinct(columns);
    List<String> key = exactNames(clauses.primaryKey(), columns, "the primary key");
    if (key.isEmpty()) {
      throw new WeirException(
          ErrorCode.PRIMARY_KEY_MISSING,
          "the table has no primary key",
          "Every table has one: add PRIMARY KEY (column, …). A load can number its rows:"
              + " GENERATE_KEY id.");
    }
    List<Types.NestedField> fields = new ArrayList<>();
    Set<Integer> keyIds = new HashSet<>();
    int id = 0;
    for (Column column : columns) {
      id++;
      boolean isKey = key.contains(column.name());
      if (isKey) {
        requireKeyType(column);
        keyIds.add(id);
      }
      fields.add(
          isKey || column.required()
              ? Types.NestedField.required(id, column.name(), column.type(), column.comment())
              : Types.NestedField.optional(id, column.name(), column.type(), column.comment()));
    }
    Schema schema = new Schema(fields, keyIds);
    return new TableDefinition(
        schema, sortOrder(schema, key, clauses, columns), TableOptions.properties(clauses));
  }

  private static void requireDistinct(List<Column> columns) {
    Map<String, String> seen = new HashMap<>();
    for (Column column : columns) {
      String before = seen.put(column.name().toLowerCase(Locale.ROOT), column.name());
      if (before != null) {
        throw new WeirException(
            ErrorCode.ALREADY_EXISTS,
            "the column " + column.name() + " is there twice",
            before.equals(column.name())
                ? "Give each column a name of its own: SELECT a AS x, b AS y."
                : "SQL does not tell " + before + " from " + column.name() + ": rename one.");
      }
    }
  }

  private static void requireKeyType(Column column) {
    TypeID type = column.type().typeId();
    if (!column.type().isPrimitiveType() || type == TypeID.FLOAT || type == TypeID.DOUBLE) {
      throw new WeirException(
          ErrorCode.TYPE_MISMATCH,
          "the column "
              + column.name()
              + " is "
              + SqlTypeNames.of(column.type())
              + ", which cannot be part of a primary key",
          "Keys are whole numbers, decimals, text, dates, times, UUIDs, BOOLEAN or BLOB.");
    }
  }

  private static List<String> exactNames(List<String> names, List<Column> columns, String what) {
    List<String> exact = new ArrayList<>();
    for (String name : names) {
      String found =
          columns.stream()
              .map(Column::name)
              .filter(column -> column.equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(() -> unknown(name, columns, what));
      if (exact.contains(found)) {
        throw new WeirException(
            ErrorCode.ALREADY_EXISTS, what + " names the column " + found + " twice");
      }
      exact.add(found);
    }
    return exact;
  }

  private static WeirException unknown(String name, List<Column> columns, String what) {
    List<String> names = columns.stream().map(Column::name).toList();
    return new WeirException(
        ErrorCode.COLUMN_NOT_FOUND,
        what + " names the column " + name + ", which the table does not have",
        NearestName.of(name, names).map(nearest -> "Did you mean " + nearest + "?").orElse(null));
  }

  private static SortOrder sortOrder(
      Schema schema, List<String> key, TableClauses clauses, List<Column> columns) {
    SortOrder.Builder order = SortOrder.builderFor(schema);
    key.forEach(column -> order.asc(column, NullOrder.NULLS_FIRST));
    for (SortColumn column : clauses.sortOrder()) {
      String name = exactNames(List.of(column.name()), columns, "ORDER BY").getFirst();
      if (key.contains(name)) {
        continue;
      }
      if (column.descending()) {
        order.desc(name, NullOrder.NULLS_FIRST);
      } else {
        order.asc(name, NullOrder.NULLS_LAST);
      }
    }
    return order.build();
  }
}
