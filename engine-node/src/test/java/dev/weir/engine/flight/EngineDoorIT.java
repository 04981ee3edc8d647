package dev.weir.engine.flight;

import static dev.weir.engine.testing.TestingEngine.ADA;
import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.FlightConfig;
import dev.weir.engine.resolve.MetaClient;
import dev.weir.engine.resolve.MetadataCache;
import dev.weir.engine.testing.TestingNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The door over the real gateway and tables of the catalog. */
@Timeout(120)
class EngineDoorIT {
  private static final long METADATA_BYTES = 1 << 20;

  @TempDir static Path folder;
  private static TestingNode node;
  private static FlightSqlDoor door;

  @BeforeAll
  static void start() throws Exception {
    node = new TestingNode(folder);
    node.warehouse()
        .table(
            "t", required(1, "id", Types.LongType.get()), optional(2, "s", Types.StringType.get()));
    node.warehouse().insert("t", "VALUES (1::BIGINT, 'a'), (2, 'b'), (3, NULL)");
    door =
        FlightSqlDoor.start(
            FlightConfig.defaults(0),
            node.gateway(),
            new MetaRelationCatalog(
                new MetaClient(node.warehouse().meta().stub()),
                new MetadataCache(node.warehouse().io(), METADATA_BYTES)),
            token -> ADA,
            node.node().allocator(),
            "0-test");
  }

  @AfterAll
  static void stop() throws Exception {
    door.close();
    node.close();
  }

  @Test
  void shouldQueryATableOfTheCatalog() throws Exception {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT s FROM t WHERE id = ? ORDER BY 1")) {
      // When
      statement.setLong(1, 2);

      // Then
      assertThat(column(statement.executeQuery(), "s")).containsExactly("b");
    }
  }

  @Test
  void shouldListTheTablesAndColumnsOfTheCatalog() throws Exception {
    try (Connection connection = connect()) {
      // When / Then
      assertThat(
              column(connection.getMetaData().getTables(null, "default", "t", null), "TABLE_NAME"))
          .containsExactly("t");
      assertThat(
              column(connection.getMetaData().getColumns(null, "default", "t", null), "TYPE_NAME"))
          .containsExactly("BIGINT", "VARCHAR");
    }
  }

  @Test
  void shouldStreamMoreThanAResultMayKeep() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT range AS i FROM range(2000000)")) {
      // When
      long sum = 0;
      while (rows.next()) {
        sum += rows.getLong(1);
      }

      // Then
      assertThat(sum).isEqualTo(2_000_000L * 1_999_999 / 2);
    }
  }

  @Test
  void shouldSayWhichTableIsUnknown() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      // When / Then
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM nowhere"))
          .hasStackTraceContaining("TABLE_NOT_FOUND")
          .hasStackTraceContaining("nowhere");
    }
  }

  @Test
  void shouldRefuseAStatementOfTenMegabytesAndTenThousandColumns() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> statement.executeQuery("SELECT '" + "x".repeat(10_000_000) + "' AS x"))
          .hasStackTraceContaining("STATEMENT_TOO_LARGE");
      assertThatThrownBy(() -> statement.executeQuery("SELECT " + "1,".repeat(9_999) + "1"))
          .hasStackTraceContaining("TOO_MANY_COLUMNS");

      // When / Then the connection lives
      assertThat(column(statement.executeQuery("SELECT 1 AS one"), "one")).containsExactly("1");
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:arrow-flight-sql://127.0.0.1:" + door.port() + "/?useEncryption=false&token=x");
  }

  private static List<String> column(ResultSet rows, String name) throws SQLException {
    try (rows) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(name));
      }
      return values;
    }
  }
}
