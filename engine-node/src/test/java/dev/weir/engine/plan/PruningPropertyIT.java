package dev.weir.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.testing.TestingEngine;
import dev.weir.engine.testing.TestingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random tables and predicates: a query that prunes files and row groups answers what the full scan
 * answers, and files are pruned. A failure names the seed, which makes the same case again.
 */
class PruningPropertyIT {
  private static final int FILES = 5;
  private static final int FILE_ROWS = 5_000;
  private static final int PREDICATES = 120;

  @TempDir Path folder;

  /**
   * A type, how a value is made of a number that grows from file to file, and constants.
   *
   * @param value SQL with {@code n} for the number
   * @param constants in any spelling that the engine takes, many of them at edges
   */
  private record Kind(String type, String value, List<String> constants) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "INTEGER",
              "n::INTEGER - 12000",
              List.of(
                  "-7000",
                  "-7001",
                  "'-2000'",
                  "2999.5",
                  "'2999.5'",
                  "-12000",
                  "0",
                  "7000",
                  "'3000'",
                  "2.5",
                  "'2.5'",
                  "3000000000",
                  "-1e3",
                  "NULL")),
          new Kind(
              "BIGINT",
              "n * 1000000007",
              List.of(
                  "5000000035000",
                  "4999000034993",
                  "'5000000035000'",
                  "0",
                  "5000000035",
                  "'10000000070000'",
                  "9223372036854775807",
                  "1e13",
                  "0.5")),
          new Kind(
              "DOUBLE",
              "CASE n % 97 WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN -0.0 WHEN 2 THEN if(n > 20000, 'inf', '1')::DOUBLE"
                  + " ELSE n / 7.0 - 1500 END",
              List.of(
                  "-785.8571428571429",
                  "-785.7142857142858",
                  "0",
                  "-0.0",
                  "0.0",
                  "'NaN'",
                  "'inf'",
                  "'-inf'",
                  "1",
                  "-1499.5",
                  "1e2",
                  "571.5")),
          new Kind(
              "DOUBLE",
              "CASE WHEN n < 10000 THEN 'NaN'::DOUBLE ELSE n END",
              List.of("9999", "10000", "15000.5", "'NaN'::DOUBLE", "-1")),
          new Kind(
              "REAL",
              "CASE n % 89 WHEN 0 THEN 'NaN'::REAL ELSE n / 3 END",
              List.of("1666.3334", "1666.6666", "0", "1000.1", "'NaN'", "16777217", "0.1")),
          new Kind(
              "DECIMAL(12,3)",
              "n / 8 - 1000",
              List.of(
                  "-375.125",
                  "'-375'",
                  "'-375.1245'",
                  "-375.1245",
                  "0",
                  "1.125",
                  "'1.1255'",
                  "1.1255",
                  "-999.999",
                  "1e3",
                  "99999999999.999")),
          new Kind(
              "VARCHAR",
              "CASE n % 50 WHEN 0 THEN '' WHEN 1 THEN '\u00e9' || n WHEN 2 THEN '\ud83d\ude00' || n"
                  + " WHEN 3 THEN '\uffee' || n ELSE lpad(n::VARCHAR, 6, '0') || repeat('x', n % 90) END",
              List.of(
                  "'005000'",
                  "'004999'",
                  "''",
                  "'007'",
                  "'012345'",
                  "'\u00e9'",
                  "'\ud83d\ude00'",
                  "'\uffee'",
                  "'z'",
                  "'0123%'",
                  "NULL")),
          new Kind(
              "VARCHAR",
              "repeat('\ud83d\ude00', 62) || lpad(n::VARCHAR, 6, '0')",
              List.of(
                  "repeat('a', 3)",
                  "'" + "\ud83d\ude00".repeat(62) + "01'",
                  "'" + "\ud83d\ude00".repeat(62) + "012000'")),
          new Kind(
              "DATE",
              "DATE '1960-01-01' + n::INTEGER",
              List.of(
                  "DATE '1973-09-09'",
                  "'1973-09-09'",
                  "TIMESTAMP '1973-09-08 12:00:00'",
                  "'1973-09-08 23:30:00'::DATE",
                  "DATE '1970-01-01'",
                  "'1980-6-1'",
                  "TIMESTAMP '1990-01-01 12:00:00'",
                  "TIMESTAMP '1990-01-01'",
                  "'1980-06-01'::DATE",
                  "'1990-01-01 12:00:00'::DATE",
                  "'1990-01-01 23:30:00'::TIMESTAMP::DATE")),
          new Kind(
              "TIMESTAMP",
              "TIMESTAMP '1969-12-31 00:00:00.000001' + to_seconds(n * 61)",
              List.of(
                  "TIMESTAMP '1970-01-03 12:43:20.000001'",
                  "'1970-01-03 12:42:19.0000011'",
                  "'1970-01-03 13:00:00'::DATE",
                  "DATE '1970-01-05'",
                  "'1970-01-05'",
                  "'1970-01-05T10:00:00'",
                  "'1970-01-05 10:00:00.1234567'",
                  "'1970-01-05 10:00:00.9999999'::TIMESTAMP",
                  "'1970-01-05 12:00:00'::DATE",
                  "TIMESTAMPTZ '1970-01-06 00:00:00+02'")),
          new Kind(
              "TIMESTAMPTZ",
              "TIMESTAMPTZ '1999-12-31 22:00:00+00' + to_minutes(n)",
              List.of(
                  "'2000-01-04 09:19:00'",
                  "TIMESTAMPTZ '2000-01-04 11:20:00+02'",
                  "'2000-01-04 09:30:00'::DATE",
                  "TIMESTAMPTZ '2000-01-03 00:00:00+05:30'",
                  "'2000-01-05 10:00:00'",
                  "'2000-01-05T10:00:00Z'",
                  "'2000-01-05 10:00:00+02'",
                  "TIMESTAMP '2000-01-07 00:00:00'",
                  "DATE '2000-01-07'",
                  "'2000-01-05 12:00:00'::DATE")),
          new Kind("BOOLEAN", "n > 12000", List.of("true", "false", "'true'", "NULL", "1")),
          new Kind(
              "UUID", "md5(n::VARCHAR)::UUID", List.of("'00000000-0000-0000-0000-000000000000'")),
          new Kind("BLOB", "lpad(n::VARCHAR, 5, '0')::BLOB", List.of("'01'::BLOB", "'00'::BLOB")));

  @ParameterizedTest
  @ValueSource(longs = {1, 4, 15, 22})
  void shouldAnswerAsTheFullScan(long seed) throws Exception {
    try (TestingNode node = TestingNode.withStatements(folder)) {
      Random random = new Random(seed);
      List<Kind> columns = create(node, random);
      int pruned = 0;
      int compared = 0;
      for (int i = 0; i < PREDICATES; i++) {
        String predicate = predicate(columns, random, 2);
        String what = "SELECT count(*), md5(string_agg(k::VARCHAR, ',' ORDER BY k)) FROM ";
        String full = answer(node, what + "(SELECT * FROM t OFFSET 0) AS t WHERE " + predicate);
        QueryHandle handle = run(node, TestingEngine.uncached(what + "t WHERE " + predicate));
        String asCase = "seed " + seed + ", predicate " + i + ": " + predicate;
        if (handle == null) {
          assertThat(full).as(asCase).isEqualTo("refused");
          continue;
        }
        assertThat(TestingNode.json(handle)).as(asCase).isEqualTo(full);
        compared++;
        var stats = handle.status().stats();
        pruned += stats.filesTotal() - stats.filesRead();
      }
      assertThat(compared).isGreaterThan(PREDICATES / 2);
      assertThat(pruned).as("files pruned").isPositive();
      assertFilters(node, columns, random, seed);
    }
  }

  /** The filters of dashboards prune as well, and answer what the same text as SQL answers. */
  private static void assertFilters(
      TestingNode node, List<Kind> columns, Random random, long seed) {
    int pruned = 0;
    for (int i = 0; i < PREDICATES / 4; i++) {
      int column = random.nextInt(columns.size());
      String value = text(node, column, random);
      if (value == null) {
        continue;
      }
      TableFilter.Operator operator =
          pick(
              List.of(
                  TableFilter.Operator.EQ,
                  TableFilter.Operator.LT,
                  TableFilter.Operator.LE,
                  TableFilter.Operator.GT,
                  TableFilter.Operator.GE,
                  TableFilter.Operator.NE),
              random);
      String symbol =
          List.of("=", "<", "<=", ">", ">=", "<>")
              .get(List.of("EQ", "LT", "LE", "GT", "GE", "NE").indexOf(operator.name()));
      String what = "SELECT count(*), sum(k) FROM ";
      QueryRequest filtered =
          TestingEngine.uncached(what + "t")
              .withFilters(
                  List.of(new TableFilter("t", "c" + column, operator, Arrays.asList(value))));
      QueryHandle handle = node.run(filtered);
      String full =
          answer(
              node,
              what
                  + "(SELECT * FROM t OFFSET 0) WHERE c"
                  + column
                  + " "
                  + symbol
                  + " '"
                  + value
                  + "'");
      assertThat(TestingNode.json(handle))
          .as("seed " + seed + ": c" + column + " " + symbol + " " + value)
          .isEqualTo(full);
      pruned += handle.status().stats().filesTotal() - handle.status().stats().filesRead();
    }
    assertThat(pruned).as("files pruned by filters").isPositive();
  }

  /** A value of the column as text, or null when it has none there. */
  private static @Nullable String text(TestingNode node, int column, Random random) {
    String json =
        answer(
            node,
            "SELECT max(c"
                + column
                + ")::VARCHAR FROM t WHERE k <= "
                + random.nextInt(FILES * FILE_ROWS));
    return json.equals("[[null]]")
        ? null
        : json.substring(3, json.length() - 3).replace("\\\\", "\\");
  }

  private static List<Kind> create(TestingNode node, Random random) {
    // Not-a-numbers, which are in no bounds, are in every table.
    List<Kind> columns = new ArrayList<>(KINDS.subList(2, 4));
    while (columns.size() < 6) {
      columns.add(KINDS.get(random.nextInt(KINDS.size())));
    }
    List<String> declared = new ArrayList<>(List.of("k BIGINT"));
    List<String> values = new ArrayList<>(List.of("n"));
    for (int i = 0; i < columns.size(); i++) {
      declared.add("c" + i + " " + columns.get(i).type());
      int nulls = pick(List.of(0, 3, 100), random);
      values.add(
          nulls == 0
              ? columns.get(i).value()
              : "CASE WHEN hash(n, "
                  + i
                  + ") % 100 < "
                  + nulls
                  + " AND n < 9000 THEN NULL ELSE "
                  + columns.get(i).value()
                  + " END");
    }
    node.administer(
        "CREATE TABLE t ("
            + String.join(", ", declared)
            + ", PRIMARY KEY (k)) WITH (row_group_rows = 2048)");
    for (int file = 0; file < FILES; file++) {
      int first = file * FILE_ROWS;
      // Files overlap a little in some tables, and are not sorted by the columns.
      int overlap = random.nextBoolean() ? 0 : random.nextInt(FILE_ROWS);
      node.administer(
          "INSERT INTO t SELECT k, * EXCLUDE (k) FROM (SELECT k, "
              + aliased(values)
              + " FROM (SELECT range::BIGINT AS k, greatest(0, range - hash(range) % "
              + (overlap + 1)
              + ")::BIGINT AS n FROM range("
              + first
              + ", "
              + (first + FILE_ROWS)
              + ")))");
    }
    return columns;
  }

  private static String aliased(List<String> values) {
    List<String> aliased = new ArrayList<>();
    for (int i = 1; i < values.size(); i++) {
      aliased.add(values.get(i) + " AS c" + (i - 1));
    }
    return String.join(", ", aliased);
  }

  private static String predicate(List<Kind> columns, Random random, int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      String left = predicate(columns, random, depth - 1);
      String right = predicate(columns, random, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 -> "(" + left + " AND " + right + ")";
        case 1 -> "(" + left + " OR " + right + ")";
        default -> "NOT (" + left + " OR " + right + ")";
      };
    }
    int index = random.nextInt(columns.size());
    Kind kind = columns.get(index);
    String column = "c" + index;
    String constant = pick(kind.constants(), random);
    String other = pick(kind.constants(), random);
    return switch (random.nextInt(9)) {
      case 0 -> column + " IS " + (random.nextBoolean() ? "" : "NOT ") + "NULL";
      case 1 -> column + " BETWEEN " + constant + " AND " + other;
      case 2 -> column + " IN (" + constant + ", " + other + ")";
      case 3 ->
          kind.type().equals("VARCHAR")
              ? column + " LIKE " + constant + " || '%'"
              : constant + " = " + column;
      case 4 -> kind.type().equals("VARCHAR") ? column + " LIKE '00%'" : constant + " >= " + column;
      default ->
          column + " " + pick(List.of("=", "<", "<=", ">", ">=", "<>"), random) + " " + constant;
    };
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  private static String answer(TestingNode node, String sql) {
    QueryHandle handle = run(node, TestingEngine.uncached(sql));
    return handle == null ? "refused" : TestingNode.json(handle);
  }

  /** Null for a statement whose types do not go together. */
  private static @Nullable QueryHandle run(TestingNode node, QueryRequest request) {
    try {
      return node.run(request);
    } catch (WeirException e) {
      return switch (e.code()) {
        case TYPE_MISMATCH, VALUE_ERROR -> null;
        default -> throw e;
      };
    }
  }
}
