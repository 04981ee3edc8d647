package dev.weir.engine.command;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * From types of SQL, as DuckDB names them, to types of Iceberg. Stateless.
 *
 * <p>Iceberg has no small or unsigned integers: they get the next larger type that holds every
 * value.
 */
public final class SqlTypes {
  private static final int DECIMAL_PRECISION_MAX = 38;

  private SqlTypes() {}

  /**
   * The type of a column that somebody declares.
   *
   * @param ids gives each nested field an id; ids are preliminary, the catalog makes new ones
   * @throws WeirException TYPE_MISMATCH for a type that tables cannot have
   */
  public static Type declared(String column, ColumnType type, AtomicInteger ids) {
    return toIceberg(column, type, ids, false);
  }

  /**
   * The type for a column of a query or file, whose type DuckDB's DESCRIBE printed. What tables
   * cannot have is widened or narrowed to what holds its usual values: HUGEINT becomes
   * DECIMAL(38,0), TIMESTAMP_NS becomes TIMESTAMP.
   */
  public static Type derived(String column, String engineType, AtomicInteger ids) {
    return toIceberg(column, TypeParser.parse(engineType), ids, true);
  }

  private static Type toIceberg(
      String column, ColumnType type, AtomicInteger ids, boolean lenient) {
    return switch (type) {
      case ColumnType.Scalar scalar -> scalar(column, scalar, lenient);
      case ColumnType.ListOf list ->
          Types.ListType.ofOptional(
              ids.incrementAndGet(), toIceberg(column, list.element(), ids, lenient));
      case ColumnType.MapOf map ->
          Types.MapType.ofOptional(
              ids.incrementAndGet(),
              ids.incrementAndGet(),
              toIceberg(column, map.key(), ids, lenient),
              toIceberg(column, map.value(), ids, lenient));
      case ColumnType.StructOf struct -> {
        List<Types.NestedField> fields = new ArrayList<>();
        for (ColumnType.Field field : struct.fields()) {
          fields.add(
              Types.NestedField.optional(
                  ids.incrementAndGet(),
                  field.name(),
                  toIceberg(column + "." + field.name(), field.type(), ids, lenient)));
        }
        yield Types.StructType.of(fields);
      }
    };
  }

  private static Type scalar(String column, ColumnType.Scalar type, boolean lenient) {
    Type simple = simple(type.name());
    if (simple != null) {
      return simple;
    }
    return switch (type.name()) {
      case "DECIMAL", "NUMERIC", "DEC" -> decimal(column, type.arguments());
      case "UBIGINT", "UINT64" -> Types.DecimalType.of(20, 0);
      case "ENUM", "JSON", "NULL" -> Types.StringType.get();
      case "HUGEINT", "INT128", "UHUGEINT", "BIGNUM" -> {
        if (lenient) {
          yield Types.DecimalType.of(DECIMAL_PRECISION_MAX, 0);
        }
        throw refused(column, type.name(), "Use DECIMAL(38,0), which holds 38 digits.");
      }
      case "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S" -> {
        if (lenient) {
          yield Types.TimestampType.withoutZone();
        }
        throw refused(column, type.name(), "Use TIMESTAMP, which has microseconds.");
      }
      default ->
          throw refused(
              column,
              type.name(),
              "Types are BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE,"
                  + " DECIMAL(p,s), VARCHAR, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID, BLOB, T[],"
                  + " STRUCT(…) and MAP(k, v).");
    };
  }

  private static @Nullable Type simple(String name) {
    return switch (name) {
      case "BOOLEAN", "BOOL", "LOGICAL" -> Types.BooleanType.get();
      case "TINYINT",
          "SMALLINT",
          "INTEGER",
          "INT",
          "INT1",
          "INT2",
          "INT4",
          "INT8_T",
          "SHORT",
          "SIGNED",
          "UTINYINT",
          "USMALLINT",
          "INT16",
          "INT32" ->
          Types.IntegerType.get();
      case "BIGINT", "INT8", "LONG", "INT64", "UINTEGER" -> Types.LongType.get();
      case "FLOAT", "REAL", "FLOAT4" -> Types.FloatType.get();
      case "DOUBLE", "DOUBLE PRECISION", "FLOAT8" -> Types.DoubleType.get();
      case "VARCHAR", "TEXT", "STRING", "CHAR", "BPCHAR", "CHARACTER", "CHARACTER VARYING" ->
          Types.StringType.get();
      case "DATE" -> Types.DateType.get();
      case "TIME", "TIME WITHOUT TIME ZONE" -> Types.TimeType.get();
      case "TIMESTAMP", "DATETIME", "TIMESTAMP_US", "TIMESTAMP WITHOUT TIME ZONE" ->
          Types.TimestampType.withoutZone();
      case "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE" -> Types.TimestampType.withZone();
      case "UUID" -> Types.UUIDType.get();
      case "BLOB", "BYTEA", "BINARY", "VARBINARY" -> Types.BinaryType.get();
      default -> null;
    };
  }

  private static Type decimal(String column, List<Integer> arguments) {
    int precision = arguments.isEmpty() ? 18 : arguments.getFirst();
    int scale = arguments.isEmpty() ? 3 : arguments.size() > 1 ? arguments.get(1) : 0;
    if (precision < 1 || precision > DECIMAL_PRECISION_MAX || scale > precision) {
      throw refused(
          column,
          "DECIMAL(" + precision + "," + scale + ")",
          "Precision is 1 to 38, scale at most the precision.");
    }
    return Types.DecimalType.of(precision, scale);
  }

  private static WeirException refused(String column, String type, String hint) {
    return new WeirException(
        ErrorCode.TYPE_MISMATCH,
        "column " + column + " cannot have the type " + type.replace("\"", ""),
        hint);
  }
}
