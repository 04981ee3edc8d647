package dev.weir.engine.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JdbcDoorIT {
  private TestingDoor door;

  @BeforeEach
  void open() throws Exception {
    door = new TestingDoor();
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @Test
  void shouldAnswerAQuery() throws Exception {
    try (Connection connection = door.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT i, 'x' || i AS t FROM range(200000) r(i)")) {
      // When
      long sum = 0;
      String last = "";
      while (rows.next()) {
        sum += rows.getLong(1);
        last = rows.getString("t");
      }

      // Then
      assertThat(sum).isEqualTo(200_000L * 199_999 / 2);
      assertThat(last).isEqualTo("x199999");
    }
  }

  @Test
  void shouldReadTypesAsJdbcKnowsThem() throws Exception {
    try (Connection connection = door.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 1::TINYINT, 2::BIGINT, 1.50::DECIMAL(9,2), 2.5::DOUBLE, true,"
                    + " DATE '2020-02-29', TIMESTAMP '2020-02-29 01:02:03.5', 'ü', '\\xAB'::BLOB,"
                    + " NULL::INTEGER, 170141183460469231731687303715884105727::HUGEINT,"
                    + " 'a'::ENUM('a'), uuid(), [1, 2], TIMESTAMPTZ '2020-01-01 00:00:00+00'")) {
      // When
      rows.next();

      // Then
      assertThat(rows.getInt(1)).isEqualTo(1);
      assertThat(rows.getLong(2)).isEqualTo(2);
      assertThat(rows.getBigDecimal(3)).isEqualByComparingTo("1.50");
      assertThat(rows.getDouble(4)).isEqualTo(2.5);
      assertThat(rows.getBoolean(5)).isTrue();
      assertThat(rows.getDate(6)).isEqualTo(Date.valueOf("2020-02-29"));
      assertThat(rows.getTimestamp(7)).isEqualTo(Timestamp.valueOf("2020-02-29 01:02:03.5"));
      assertThat(rows.getString(8)).isEqualTo("ü");
      assertThat(rows.getBytes(9)).containsExactly(0xAB);
      assertThat(rows.getObject(10)).isNull();
      assertThat(rows.getBigDecimal(11)).isEqualTo("170141183460469231731687303715884105727");
      assertThat(rows.getString(12)).isEqualTo("a");
      assertThat(rows.getString(13)).hasSize(36);
      assertThat(rows.getArray(14).getArray()).isEqualTo(new Object[] {1, 2});
      assertThat(rows.getTimestamp(15).toInstant())
          .isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
      assertThat(rows.getMetaData().getColumnTypeName(3)).isNotBlank();
    }
  }

  @Test
  void shouldNotRunAQueryUntilItIsFetched() throws Exception {
    try (Connection connection = door.connect()) {
      // When
      try (PreparedStatement statement = connection.prepareStatement("SELECT 1 AS a")) {
        assertThat(statement.getMetaData().getColumnName(1)).isEqualTo("a");

        // Then
        assertThat(door.gateway().runs()).isZero();
      }
    }
  }

  @Test
  void shouldBindParametersOfEveryType() throws Exception {
    try (Connection connection = door.connect();
        Statement statement = connection.createStatement()) {
      // Given
      statement.executeUpdate(
          "CREATE TABLE p (i INTEGER, b BIGINT, s SMALLINT, d DOUBLE, f FLOAT, n DECIMAL(9,2),"
              + " t VARCHAR, bo BOOLEAN, da DATE, ts TIMESTAMP, bl BLOB, x INTEGER)");
      Timestamp at = Timestamp.valueOf("2024-05-06 07:08:09.123");

      // When
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO p VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")) {
        insert.setInt(1, 7);
        insert.setLong(2, 1L << 60);
        insert.setShort(3, (short) -3);
        insert.setDouble(4, 2.5);
        insert.setFloat(5, 1.5f);
        insert.setBigDecimal(6, new BigDecimal("12.34"));
        insert.setString(7, "żółw");
        insert.setBoolean(8, true);
        insert.setDate(9, Date.valueOf("2024-02-29"));
        insert.setTimestamp(10, at);
        insert.setBytes(11, new byte[] {1, 2});
        insert.setNull(12, Types.INTEGER);
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }

      // Then
      try (PreparedStatement select =
          connection.prepareStatement("SELECT * FROM p WHERE i = ? AND t = ?")) {
        select.setInt(1, 7);
        select.setString(2, "żółw");
        try (ResultSet row = select.executeQuery()) {
          assertThat(row.next()).isTrue();
          assertThat(row.getLong("b")).isEqualTo(1L << 60);
          assertThat(row.getShort("s")).isEqualTo((short) -3);
          assertThat(row.getDouble("d")).isEqualTo(2.5);
          assertThat(row.getFloat("f")).isEqualTo(1.5f);
          assertThat(row.getBigDecimal("n")).isEqualByComparingTo("12.34");
          assertThat(row.getBoolean("bo")).isTrue();
          assertThat(row.getDate("da")).isEqualTo(Date.valueOf("2024-02-29"));
          assertThat(row.getTimestamp("ts")).isEqualTo(at);
          assertThat(row.getBytes("bl")).containsExactly(1, 2);
          assertThat(row.getObject("x")).isNull();
          assertThat(row.next()).isFalse();
        }
        select.setInt(1, 8);
        select.setString(2, "żółw");
        try (ResultSet row = select.executeQuery()) {
          assertThat(row.next()).isFalse();
        }
      }
    }
  }

  @Test
  void shouldCountWhatUpdatesChange() throws Exception {
    try (Connection connection = door.connect();
        Statement statement = connection.createStatement()) {
      // When / Then
      assertThat(statement.executeUpdate("CREATE TABLE t (a INTEGER)")).isZero();
      assertThat(statement.executeUpdate("INSERT INTO t SELECT * FROM range(5)")).isEqualTo(5);
      assertThat(statement.executeUpdate("DELETE FROM t WHERE a < 2")).isEqualTo(2);
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?)")) {
        for (int i = 0; i < 3; i++) {
          insert.setInt(1, 100 + i);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (ResultSet rows = statement.executeQuery("SELECT count(*), max(a) FROM t")) {
        rows.next();
        assertThat(rows.getLong(1)).isEqualTo(6);
        assertThat(rows.getInt(2)).isEqualTo(102);
      }
    }
  }

  @Test
  void shouldShowTheCatalog() throws Exception {
    try (Connection connection = door.connect()) {
      // When / Then
      assertThat(column(connection.getMetaData().getCatalogs(), "TABLE_CAT"))
          .containsExactly("weir");
      assertThat(column(connection.getMetaData().getSchemas(), "TABLE_SCHEM"))
          .containsExactly("main", "sales.eu");
      assertThat(column(connection.getMetaData().getTables(null, null, "%fl%", null), "TABLE_NAME"))
          .containsExactly("flights", "late_flights");
      assertThat(
              column(connection.getMetaData().getTables("weir", "sales%", "%", null), "TABLE_TYPE"))
          .containsExactly("VIEW");
      assertThat(
              column(
                  connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"}),
                  "TABLE_NAME"))
          .containsExactly("flights");
      assertThat(column(connection.getMetaData().getTables("other", null, "%", null), "TABLE_NAME"))
          .isEmpty();
      assertThat(column(connection.getMetaData().getTableTypes(), "TABLE_TYPE"))
          .containsExactly("TABLE", "VIEW");
      assertThat(
              column(
                  connection.getMetaData().getPrimaryKeys(null, "main", "flights"), "COLUMN_NAME"))
          .containsExactly("day", "origin");
      assertThat(
              column(
                  connection.getMetaData().getColumns(null, "main", "flights", "%"), "COLUMN_NAME"))
          .containsExactly("day", "origin", "delay", "seen", "tags");
      assertThat(
              column(
                  connection.getMetaData().getColumns(null, "main", "flights", "de%"), "TYPE_NAME"))
          .containsExactly("DECIMAL(9,2)");
      assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("Weir");
      assertThat(connection.getMetaData().getIdentifierQuoteString()).isEqualTo("\"");
    }
  }

  @Test
  void shouldSayWhatIsWrongWithAStatement() throws Exception {
    try (Connection connection = door.connect();
        Statement statement = connection.createStatement()) {
      // When / Then
      assertThatThrownBy(() -> statement.executeQuery("SELEC 1"))
          .isInstanceOf(SQLException.class)
          .hasStackTraceContaining("SYNTAX_ERROR")
          .hasStackTraceContaining("line 1, column 8")
          .hasStackTraceContaining("Mend it.");
      try (ResultSet after = statement.executeQuery("SELECT 1")) {
        assertThat(after.next()).isTrue();
      }
    }
  }

  @Test
  void shouldSayWhatGoesWrongWhileAResultIsRead() throws Exception {
    try (Connection connection = door.connect();
        Statement statement = connection.createStatement()) {
      // Given a failure behind many rows
      String sql =
          "SELECT CASE WHEN i = 900000 THEN error('row 900000') ELSE i::VARCHAR END"
              + " FROM range(1000000) r(i)";

      // When / Then
      assertThatThrownBy(
              () -> {
                try (ResultSet rows = statement.executeQuery(sql)) {
                  while (rows.next()) {
                    assertThat(rows.getString(1)).isNotEmpty();
                  }
                }
              })
          .hasStackTraceContaining("row 900000");
    }
  }

  @Test
  void shouldRefuseAWrongOrMissingToken() {
    // When / Then
    assertThatThrownBy(() -> query("token=wrong", "SELECT 1"))
        .hasStackTraceContaining("UNAUTHENTICATED");
    assertThatThrownBy(() -> query("", "SELECT 1")).hasStackTraceContaining("UNAUTHENTICATED");
    assertThatThrownBy(() -> query("user=token&password=wrong", "SELECT 1"))
        .hasStackTraceContaining("UNAUTHENTICATED");
    assertThatThrownBy(() -> query("user=ada&password=" + TestingDoor.ADA, "SELECT 1"))
        .hasStackTraceContaining("UNAUTHENTICATED");
    assertThat(door.gateway().runs()).isZero();
  }

  @Test
  void shouldTakeTheTokenAsPassword() throws Exception {
    // When / Then
    assertThat(query("user=token&password=" + TestingDoor.BOB, "SELECT 42")).isEqualTo(42);
  }

  @Test
  void shouldLookNamesUpInTheSchemaOfTheUrl() throws Exception {
    try (Connection connection = door.connect();
        Statement statement = connection.createStatement()) {
      // Given
      statement.executeUpdate("CREATE SCHEMA sales");
      statement.executeUpdate("CREATE TABLE sales.orders AS SELECT 9 AS id");
    }

    // When / Then
    assertThat(query("token=" + TestingDoor.ADA + "&schema=sales", "SELECT id FROM orders"))
        .isEqualTo(9);
  }

  @Test
  void shouldStopTheQueryWhenTheResultIsClosed() throws Exception {
    try (Connection connection = door.connect();
        Statement statement = connection.createStatement()) {
      // Given an endless result of which the client takes a little
      ResultSet rows = statement.executeQuery("SELECT i FROM range(100000000000) r(i)");
      rows.next();
      assertThat(door.gateway().running()).isEqualTo(1);

      // When
      rows.close();

      // Then
      await(() -> door.gateway().running() == 0);
    }
  }

  @Test
  void shouldCancelARunningStatement() throws Exception {
    try (Connection connection = door.connect();
        Statement statement = connection.createStatement();
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      // Given a statement that makes no rows for a long time
      Future<?> run =
          threads.submit(
              () -> {
                try (ResultSet rows =
                    statement.executeQuery(
                        "SELECT sum(a.i * b.i) FROM range(10000000) a(i), range(1000000) b(i)")) {
                  return rows.next();
                }
              });
      await(() -> door.gateway().running() == 1 && driverWaitsForRows());

      // When
      statement.cancel();

      // Then
      await(() -> door.gateway().running() == 0);
      assertThatThrownBy(run::get).isNotNull();
    }
  }

  /** The driver forgets a cancel that comes earlier. */
  private static boolean driverWaitsForRows() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(
            frame ->
                frame.getClassName().endsWith("jdbc.shaded.org.apache.arrow.flight.FlightStream")
                    && frame.getMethodName().equals("next"));
  }

  @Test
  void shouldServeManyStatementsAtOnce() throws Exception {
    try (Connection connection = door.connect();
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      // Given
      List<Callable<Long>> statements = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        long rows = 1_000 + i;
        statements.add(
            () -> {
              try (Statement statement = connection.createStatement();
                  ResultSet result =
                      statement.executeQuery("SELECT i FROM range(" + rows + ") r(i)")) {
                long count = 0;
                while (result.next()) {
                  count++;
                }
                return count - rows;
              }
            });
      }

      // When
      List<Future<Long>> results = threads.invokeAll(statements);

      // Then
      for (Future<Long> result : results) {
        assertThat(result.get()).isZero();
      }
    }
  }

  private long query(String properties, String sql) throws SQLException {
    try (Connection connection = door.connect(properties);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
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

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("the condition comes true in time").isBefore(end);
      Thread.onSpinWait();
    }
  }
}
