package dev.weir.engine.duck;

import static dev.weir.engine.testing.TestingEngine.ADA;
import static dev.weir.engine.testing.TestingEngine.context;
import static dev.weir.engine.testing.TestingEngine.request;
import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.gateway.SqlSession;
import dev.weir.engine.testing.TestingEngine;
import dev.weir.engine.testing.TestingWarehouse;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckSessionsIT {
  @TempDir static Path folder;
  private static TestingEngine engine;
  private static TestingWarehouse warehouse;

  @BeforeAll
  static void start() throws Exception {
    engine = new TestingEngine(folder);
    warehouse = engine.warehouse();
    warehouse.table(
        "orders",
        required(1, "id", Types.LongType.get()),
        optional(2, "Customer", Types.StringType.get()),
        optional(3, "total", Types.DecimalType.of(10, 2)),
        optional(4, "day", Types.DateType.get()));
    warehouse.insert(
        "orders",
        "VALUES (1::BIGINT, 'ada', 10.50::DECIMAL(10,2), DATE '2026-01-01'), (2, 'bob', 20.00, DATE '2026-01-02')");
    warehouse.insert("orders", "VALUES (3::BIGINT, NULL, 5.00::DECIMAL(10,2), DATE '2026-02-01')");
    warehouse.namespace("sales");
    warehouse.table("sales.regions", required(1, "name", Types.StringType.get()));
  }

  @AfterAll
  static void stop() throws Exception {
    engine.close();
  }

  private static void assertFails(String sql, ErrorCode code) {
    assertThatThrownBy(() -> engine.rows(sql))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  @Test
  void shouldReadATable() {
    assertThat(engine.rows("SELECT id, customer, total, day FROM Orders ORDER BY id"))
        .containsExactly(
            "1,ada,10.50,2026-01-01", "2,bob,20.00,2026-01-02", "3,null,5.00,2026-02-01");
  }

  @Test
  void shouldReadATableWithoutRows() {
    assertThat(engine.rows("SELECT count(*), max(name) FROM sales.regions"))
        .containsExactly("0,null");
  }

  @Test
  void shouldTakeNamesInThreeParts() {
    assertThat(engine.rows("SELECT orders.id FROM weir.default.orders WHERE orders.id = 2"))
        .containsExactly("2");
    assertThat(engine.rows("SELECT o.id FROM \"default\".orders o ORDER BY 1 LIMIT 1"))
        .containsExactly("1");
  }

  @Test
  void shouldReadUnicodeNames() {
    warehouse.namespace("données été");
    warehouse.table("données été.prix €😀", optional(1, "größe \"x\"", Types.IntegerType.get()));
    warehouse.insert("données été.prix €😀", "VALUES (7)");
    assertThat(
            engine.rows(
                "SELECT '€😀' AS s, \"größe \"\"x\"\"\" FROM weir.\"données été\".\"prix €😀\""))
        .containsExactly("€😀,7");
  }

  @Test
  void shouldReadColumnsAcrossSchemaChanges() {
    // Given
    warehouse.table(
        "evolved",
        optional(1, "a", Types.IntegerType.get()),
        optional(2, "b", Types.StringType.get()));
    warehouse.insert("evolved", "VALUES (1, 'old')");
    // When
    warehouse
        .meta()
        .catalog()
        .loadTable(TestingWarehouse.id("evolved"))
        .updateSchema()
        .renameColumn("a", "b2")
        .updateColumn("a", Types.LongType.get())
        .deleteColumn("b")
        .addColumn("c", Types.DoubleType.get())
        .commit();
    warehouse.insert("evolved", "VALUES (5000000000::BIGINT, 2.5::DOUBLE)");
    // Then
    assertThat(engine.rows("SELECT * FROM evolved ORDER BY b2"))
        .containsExactly("1,null", "5000000000,2.5");
  }

  @Test
  void shouldReadEarlierStates() {
    // Given
    warehouse.table("history", optional(1, "v", Types.IntegerType.get()));
    warehouse.insert("history", "VALUES (1)");
    var first =
        warehouse.meta().catalog().loadTable(TestingWarehouse.id("history")).currentSnapshot();
    warehouse.insert("history", "VALUES (2)");
    // Then
    assertThat(
            engine.rows("SELECT count(*) FROM history AT (VERSION => " + first.snapshotId() + ")"))
        .containsExactly("1");
    assertThat(
            engine.rows(
                "SELECT history.v, n.v FROM history AT (VERSION => "
                    + first.snapshotId()
                    + ") JOIN history n ON n.v >= history.v ORDER BY 2"))
        .containsExactly("1,1", "1,2");
    assertThat(
            engine.rows(
                "SELECT count(*) FROM history AS OF TIMESTAMP '2100-01-01' h WHERE h.v > 0"))
        .containsExactly("2");
    assertFails("SELECT * FROM history AS OF TIMESTAMP '2001-01-01'", ErrorCode.VALUE_ERROR);
    assertFails("SELECT * FROM history AT (VERSION => 1)", ErrorCode.VALUE_ERROR);
  }

  @Test
  void shouldReadViewsOfViews() {
    warehouse.namespace("mart");
    warehouse.view(
        "mart.big",
        "SELECT id, total FROM \"default\".orders WHERE total > 6",
        optional(1, "key", Types.LongType.get()),
        optional(2, "amount", Types.DecimalType.of(10, 2)));
    warehouse.view(
        "mart.bigger",
        "WITH big2 AS (SELECT * FROM big) SELECT key FROM big2 WHERE amount > 15",
        optional(1, "key", Types.LongType.get()));
    assertThat(engine.rows("SELECT * FROM mart.bigger")).containsExactly("2");
  }

  @Test
  void shouldRefuseViewsThatLeadBackToThemselves() {
    warehouse.view("cycle_a", "SELECT 1 AS x", optional(1, "x", Types.IntegerType.get()));
    warehouse.view("cycle_b", "SELECT x FROM cycle_a", optional(1, "x", Types.IntegerType.get()));
    warehouse.view("cycle_a", "SELECT x FROM cycle_b", optional(1, "x", Types.IntegerType.get()));
    assertFails("SELECT * FROM cycle_a", ErrorCode.CYCLIC_VIEW);
  }

  @Test
  void shouldShowOnlyWhatThePolicyGrants() {
    warehouse.table(
        "people",
        optional(1, "name", Types.StringType.get()),
        optional(2, "team", Types.StringType.get()),
        optional(3, "salary", Types.IntegerType.get()));
    warehouse.insert("people", "VALUES ('ada','x',10),('bob','y',20),('cyd','z',30)");
    warehouse
        .meta()
        .grant(
            ADA.principal(),
            "default.people",
            Policy.newBuilder()
                .addPrivileges(Privilege.SELECT)
                .addRowFilters("team = 'x' -- only x")
                .addRowFilters("team = 'y'")
                .putColumnMasks("salary", "NULL")
                .putColumnMasks("name", "left(name, 1) || '…'")
                .setHash("p1")
                .build());
    assertThat(engine.rows("SELECT * FROM people ORDER BY name"))
        .containsExactly("a…,x,null", "b…,y,null");
    assertThat(engine.rows("SELECT count(*) FROM people WHERE name = 'ada'")).containsExactly("0");
    assertThat(
            engine.rows(
                request("SELECT name FROM people")
                    .withFilters(
                        List.of(
                            new TableFilter(
                                "people", "name", TableFilter.Operator.EQ, List.of("bob"))))))
        .isEmpty();
  }

  @Test
  void shouldTellApartWhatIsUnknownAndWhatIsForbidden() {
    warehouse.table("hidden", optional(1, "a", Types.IntegerType.get()));
    warehouse.meta().grant("ada", "default.hidden", Policy.newBuilder().setHash("none").build());
    warehouse.table("write_only", optional(1, "a", Types.IntegerType.get()));
    warehouse
        .meta()
        .grant(
            "ada",
            "default.write_only",
            Policy.newBuilder().addPrivileges(Privilege.INSERT).setHash("w").build());
    assertFails("SELECT * FROM hidden", ErrorCode.TABLE_NOT_FOUND);
    assertFails("SELECT * FROM write_only", ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void shouldSayWhereAndWhatWasMeant() {
    assertThatThrownBy(() -> engine.rows("SELECT *\nFROM ordrs"))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
              assertThat(e.hint()).contains("default.orders");
              assertThat(e.position().line()).isEqualTo(2);
              assertThat(e.position().column()).isEqualTo(6);
              assertThat(e.position().length()).isEqualTo(5);
            });
    assertThatThrownBy(() -> engine.rows("SELECT '😀é', custmer FROM weir.default.orders"))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).as(e.toString()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
              assertThat(e.hint()).contains("Customer");
              assertThat(e.position().column()).isEqualTo(15);
            });
    assertThatThrownBy(() -> engine.rows("SELECT id,\n  FROM\norders WHERE +"))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX_ERROR));
  }

  @Test
  void shouldApplyFiltersOfTheRequest() {
    TableFilter in =
        new TableFilter("orders", "customer", TableFilter.Operator.IN, Arrays.asList("ada", null));
    TableFilter between =
        new TableFilter(
            "default.orders",
            "day",
            TableFilter.Operator.BETWEEN,
            List.of("2026-01-01", "2026-01-31"));
    assertThat(engine.rows(request("SELECT id FROM orders ORDER BY 1").withFilters(List.of(in))))
        .containsExactly("1", "3");
    assertThat(
            engine.rows(
                request("SELECT id FROM orders ORDER BY 1").withFilters(List.of(in, between))))
        .containsExactly("1");
    assertThatThrownBy(
            () ->
                engine.rows(
                    request("SELECT id FROM orders")
                        .withFilters(
                            List.of(
                                new TableFilter(
                                    "orders",
                                    "custmer",
                                    TableFilter.Operator.IS_NULL,
                                    List.of())))))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND));
  }

  @Test
  void shouldCountNumbers() {
    assertThat(engine.rows("SELECT number + 1 FROM numbers_mt(10) WHERE number > 8 LIMIT 2"))
        .containsExactly("10");
    assertThat(
            engine.rows(
                "SELECT typeof(number), id FROM numbers(2), orders WHERE number = 1 AND id = 1"))
        .containsExactly("UBIGINT,1");
  }

  @Test
  void shouldFindColumnsByIdWhenNamesWereSwapped() {
    warehouse.table(
        "swapped", optional(1, "a", Types.LongType.get()), optional(2, "b", Types.LongType.get()));
    warehouse.insert("swapped", "VALUES (1::BIGINT, 2::BIGINT)");
    // While every file has the table's columns no mapping is needed.
    assertThat(engine.rows("SELECT a, b FROM swapped")).containsExactly("1,2");
    renameColumn("swapped", "a", "x");
    renameColumn("swapped", "b", "a");
    renameColumn("swapped", "x", "b");
    assertThat(engine.rows("SELECT a, b FROM swapped")).containsExactly("2,1");
    warehouse.insert("swapped", "VALUES (3::BIGINT, 4::BIGINT)");
    assertThat(engine.rows("SELECT a, b, max(a) OVER () FROM swapped ORDER BY a"))
        .containsExactly("2,1,4", "4,3,4");
  }

  private static void renameColumn(String table, String from, String to) {
    warehouse
        .meta()
        .catalog()
        .loadTable(TestingWarehouse.id(table))
        .updateSchema()
        .renameColumn(from, to)
        .commit();
  }

  @Test
  void shouldKeepManyViewSetsApart() throws Exception {
    // More statements at once than view sets stay when idle, with connections that go round.
    List<Callable<List<String>>> queries = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      TableFilter filter =
          new TableFilter(
              "orders", "id", TableFilter.Operator.GE, List.of(Integer.toString(i % 200)));
      QueryRequest request = request("SELECT count(*) FROM orders").withFilters(List.of(filter));
      queries.add(() -> engine.rows(request));
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<List<String>>> answers = pool.invokeAll(queries);
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).containsExactly("" + Math.clamp(4 - i % 200, 0, 3));
      }
    }
  }

  @Test
  void shouldMakeTheViewsOfEqualStatementsOnce() throws Exception {
    Set<String> databases = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      // Each text is new, so that nothing is known of it.
      String sql = "SELECT count(*) + " + i + " FROM orders, sales.regions";
      try (SqlSession session = engine.sessions().open(context(request(sql)), sql);
          Statement statement = session.connection().createStatement();
          ResultSet path = statement.executeQuery("SELECT current_setting('search_path')")) {
        path.next();
        databases.add(path.getString(1));
      }
    }
    assertThat(databases).hasSize(1);
  }
}
