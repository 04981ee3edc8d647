package dev.weir.web.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class SqlTypesTest {
  private static final List<Type> TYPES =
      List.of(
          Types.BooleanType.get(),
          Types.IntegerType.get(),
          Types.LongType.get(),
          Types.FloatType.get(),
          Types.DoubleType.get(),
          Types.DateType.get(),
          Types.TimeType.get(),
          Types.TimestampType.withoutZone(),
          Types.TimestampType.withZone(),
          Types.TimestampNanoType.withoutZone(),
          Types.StringType.get(),
          Types.UUIDType.get(),
          Types.BinaryType.get(),
          Types.DecimalType.of(12, 2),
          Types.ListType.ofOptional(1, Types.StringType.get()),
          Types.MapType.ofOptional(1, 2, Types.StringType.get(), Types.LongType.get()),
          Types.StructType.of(
              Types.NestedField.optional(1, "a b", Types.LongType.get()),
              Types.NestedField.optional(2, "c", Types.StringType.get())));

  @Test
  void shouldNameEveryTypeAsTheEngineDescribesIt() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (Type type : TYPES) {
        // Given a column of that type
        String name = SqlTypes.of(type);
        statement.execute("CREATE OR REPLACE TABLE t (c " + name + ")");

        // Then the engine calls it the same
        try (ResultSet rows = statement.executeQuery("SELECT column_type FROM (DESCRIBE t)")) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(1).replace("\"c\"", "c")).isEqualTo(name.replace("\"c\"", "c"));
        }
      }
    }
  }

  @Test
  void shouldWriteBoundsForPeople() {
    assertThat(BoundText.of(Types.DateType.get(), 11_323)).isEqualTo("2001-01-01");
    assertThat(BoundText.of(Types.TimeType.get(), 3_661_000_000L)).isEqualTo("01:01:01");
    assertThat(BoundText.of(Types.TimestampType.withoutZone(), 1_500_000L))
        .isEqualTo("1970-01-01T00:00:01.500");
    assertThat(BoundText.of(Types.TimestampType.withZone(), -1_000_000L))
        .isEqualTo("1969-12-31T23:59:59Z");
    assertThat(BoundText.of(Types.DecimalType.of(9, 2), new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(BoundText.of(Types.BinaryType.get(), ByteBuffer.wrap(new byte[] {1, -1})))
        .isEqualTo("01ff");
    assertThat(BoundText.of(Types.StringType.get(), "x".repeat(500))).hasSize(201).endsWith("…");
    assertThat(BoundText.of(Types.LongType.get(), 7L)).isEqualTo("7");
  }
}
