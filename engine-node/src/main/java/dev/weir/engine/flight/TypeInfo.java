package dev.weir.engine.flight;

import java.sql.Types;
import java.util.List;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.jspecify.annotations.Nullable;

/**
 * The types of Weir's SQL as ODBC and JDBC know them ({@code SQLGetTypeInfo}).
 *
 * @param name in SQL
 * @param code of XDBC
 * @param size digits, characters or bytes at most; null when there is no such limit
 * @param quoted whether literals are in single quotes
 * @param parameters that the type takes, for people
 * @param unsigned null for types that are not numbers
 * @param scaleMax null for types without a scale
 * @param radix of the digits of size; null for types that are not numbers
 */
record TypeInfo(
    String name,
    int code,
    @Nullable Integer size,
    boolean quoted,
    List<String> parameters,
    @Nullable Boolean unsigned,
    @Nullable Integer scaleMax,
    @Nullable Integer radix) {
  private static final int NULLABLE = 1;
  private static final int SEARCHABLE_FULL = 3;

  /** Codes of XDBC where they differ from those of java.sql. */
  private static final int XDBC_TIME = 92;

  private static final List<TypeInfo> ALL =
      List.of(
          number("BOOLEAN", Types.BIT, 1, null),
          number("TINYINT", Types.TINYINT, 3, false),
          number("UTINYINT", Types.TINYINT, 3, true),
          number("SMALLINT", Types.SMALLINT, 5, false),
          number("USMALLINT", Types.SMALLINT, 5, true),
          number("INTEGER", Types.INTEGER, 10, false),
          number("UINTEGER", Types.INTEGER, 10, true),
          number("BIGINT", Types.BIGINT, 19, false),
          number("UBIGINT", Types.BIGINT, 20, true),
          new TypeInfo(
              "DECIMAL", Types.DECIMAL, 38, false, List.of("precision", "scale"), false, 38, 10),
          new TypeInfo("HUGEINT", Types.DECIMAL, 39, false, List.of(), false, 0, 10),
          number("FLOAT", Types.REAL, 7, false),
          number("DOUBLE", Types.DOUBLE, 15, false),
          text("VARCHAR", Types.VARCHAR, null),
          text("JSON", Types.VARCHAR, null),
          text("UUID", Types.VARCHAR, 36),
          text("BLOB", Types.VARBINARY, null),
          text("DATE", Types.DATE, 10),
          text("TIME", XDBC_TIME, 15),
          text("TIMESTAMP", Types.TIMESTAMP, 26),
          text("TIMESTAMP WITH TIME ZONE", Types.TIMESTAMP, 32));

  /** The answer, in order of code. */
  static AnswerRows rows(@Nullable Integer code) {
    AnswerRows rows = new AnswerRows(Schemas.GET_TYPE_INFO_SCHEMA);
    ALL.stream()
        .filter(type -> code == null || type.code == code)
        .sorted(java.util.Comparator.comparingInt(TypeInfo::code))
        .forEach(type -> type.addTo(rows));
    return rows;
  }

  private void addTo(AnswerRows rows) {
    String quote = quoted ? "'" : null;
    rows.add(
        name,
        code,
        size,
        quote,
        quote,
        parameters,
        NULLABLE,
        name.equals("VARCHAR"),
        SEARCHABLE_FULL,
        unsigned,
        false,
        unsigned == null ? null : Boolean.FALSE,
        name,
        scaleMax == null ? null : 0,
        scaleMax,
        code,
        null,
        radix,
        null);
  }

  private static TypeInfo number(String name, int code, int size, @Nullable Boolean unsigned) {
    return new TypeInfo(
        name, code, size, false, List.of(), unsigned, null, unsigned == null ? null : 10);
  }

  private static TypeInfo text(String name, int code, @Nullable Integer size) {
    return new TypeInfo(name, code, size, true, List.of(), null, null, null);
  }
}
