package dev.weir.engine.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.query.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTypesTest {
  private static final String ENUM = "ENUM('a', 'b)(')";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "HUGEINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "UBIGINT",
        "UHUGEINT",
        "FLOAT",
        "DOUBLE",
        "DECIMAL(4,2)",
        "DECIMAL(38,10)",
        "BOOLEAN",
        "VARCHAR",
        "BLOB",
        "BIT",
        "BIGNUM",
        "UUID",
        "JSON",
        "DATE",
        "TIME",
        "TIME_NS",
        "TIME WITH TIME ZONE",
        "TIMESTAMP",
        "TIMESTAMP_S",
        "TIMESTAMP_MS",
        "TIMESTAMP_NS",
        "TIMESTAMP WITH TIME ZONE",
        "INTERVAL",
        "INTEGER[]",
        "VARCHAR[][]",
        "INTEGER[3]",
        ENUM,
        "ENUM('a')[]",
        "STRUCT(x INTEGER, \"y z\" VARCHAR[])",
        "STRUCT(x INTEGER, y DECIMAL(9,3))[2]",
        "MAP(VARCHAR, HUGEINT[])",
        "MAP(INTEGER, STRUCT(a UUID))",
        "UNION(num INTEGER, str VARCHAR)",
      })
  void shouldPromiseTheSchemaThatIsStreamed(String type) throws Exception {
    // Given a result of that type, as it is streamed
    List<Schema> streamed = new ArrayList<>();
    try (TestingDuck duck = new TestingDuck()) {
      duck.drain(
          "SELECT NULL::" + type + " AS v",
          new BatchSink() {
            @Override
            public void start(Schema schema) {
              streamed.add(schema);
            }

            @Override
            public void batch(VectorSchemaRoot batch) {}
          });
    }
    List<ResultColumn> columns = SqlTypes.columnsOf(streamed.getFirst());

    // When it is described by the name of its type alone
    Schema described = SqlTypes.schemaOf(columns);

    // Then
    assertThat(described.toJson()).isEqualTo(streamed.getFirst().toJson());
    // The engine does not list the values of an ENUM that is not in a list.
    assertThat(columns.getFirst().type()).isEqualTo(type.equals(ENUM) ? "ENUM" : type);
  }

  @Test
  void shouldTakeAnUnknownTypeForText() {
    // When
    var field = SqlTypes.fieldOf("v", "QUATERNION(8");

    // Then
    assertThat(field.getType()).isEqualTo(ArrowType.Utf8.INSTANCE);
    assertThat(SqlTypes.nameOf(field)).isEqualTo("QUATERNION(8");
  }
}
