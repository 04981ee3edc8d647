package dev.weir.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.config.WriteConfig;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.engine.duck.PrintedValue;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.sql.SqlText;
import dev.weir.engine.sql.SqlTypeNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;

/** Statistics in manifests against a full scan of the file, for every type and its edges. */
class FileMetricsIT {
  /** Values of each type, as SQL, edges first. */
  private static final Map<Type, List<String>> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put(Types.BooleanType.get(), List.of("true", "false"));
    VALUES.put(Types.IntegerType.get(), List.of("-2147483648", "2147483647", "0", "-1", "17"));
    VALUES.put(
        Types.LongType.get(),
        List.of("-9223372036854775808", "9223372036854775807", "0", "-1", "4503599627370497"));
    VALUES.put(
        Types.FloatType.get(),
        List.of("'nan'", "'inf'", "'-inf'", "-0.0", "0.0", "3.4028235e38", "1e-45", "-1.5"));
    VALUES.put(
        Types.DoubleType.get(),
        List.of(
            "'nan'",
            "'inf'",
            "'-inf'",
            "'-0.0'",
            "0.0",
            "1.7976931348623157e308",
            "5e-324",
            "0.1"));
    VALUES.put(Types.DecimalType.of(9, 2), List.of("-9999999.99", "9999999.99", "0", "1.5"));
    VALUES.put(
        Types.DecimalType.of(38, 10),
        List.of(
            "-9999999999999999999999999999.9999999999",
            "9999999999999999999999999999.9999999999",
            "0.0000000001"));
    VALUES.put(
        Types.DateType.get(),
        List.of(
            "'1970-01-01'",
            "'5877642-06-25 (BC)'",
            "'5881580-07-10'",
            "'0001-01-01 (BC)'",
            "'1969-12-31'",
            "'infinity'",
            "'-infinity'"));
    VALUES.put(
        Types.TimeType.get(),
        List.of("'00:00:00'", "'24:00:00'", "'12:34:56.789012'", "'23:59:59.999999'"));
    VALUES.put(
        Types.TimestampType.withoutZone(),
        List.of(
            "'1970-01-01'",
            "'290309-12-22 (BC) 00:00:00'",
            "'294247-01-10 04:00:54.775806'",
            "'1969-12-31 23:59:59.999999'",
            "'infinity'",
            "'-infinity'",
            "'2026-01-31 12:00:00.5'"));
    VALUES.put(
        Types.TimestampType.withZone(),
        List.of(
            "'1970-01-01 00:00:00+00'",
            "'2026-01-31 12:00:00.000001+05:30'",
            "'0044-03-15 (BC) 00:00:00+00'",
            "'infinity'"));
    VALUES.put(
        Types.StringType.get(),
        List.of(
            "''",
            "'z'",
            "'Ünï'",
            "'\uD83D\uDE00\uD83D\uDE00'",
            "'\uFFFD'",
            "chr(1114111)",
            "repeat('x', 63)",
            "repeat('é', 65)",
            "repeat('\uD83D\uDE00', 100)",
            "repeat('y', 12000)",
            "'a\"b'",
            "repeat(chr(1114111), 70)"));
    VALUES.put(
        Types.UUIDType.get(),
        List.of(
            "'00000000-0000-0000-0000-000000000000'",
            "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
            "'7fffffff-ffff-ffff-ffff-ffffffffffff'",
            "'80000000-0000-0000-0000-000000000000'"));
    VALUES.put(
        Types.BinaryType.get(),
        List.of(
            "''",
            "'\\x00'",
            "'\\xFF\\xFF'",
            "'\\x00\\xFF'",
            "repeat('\\xFF', 5)",
            "repeat('ab', 9000)"));
  }

  private static final Schema SCHEMA = schema();
  private static Path folder;
  private static WriteEngine engine;

  private static Schema schema() {
    List<Types.NestedField> fields = new ArrayList<>();
    int id = 0;
    for (Type type : VALUES.keySet()) {
      fields.add(Types.NestedField.optional(++id, "c " + id, type));
    }
    fields.add(
        Types.NestedField.optional(
            ++id,
            "s",
            Types.StructType.of(Types.NestedField.optional(100, "d.d", Types.DoubleType.get()))));
    fields.add(
        Types.NestedField.optional(
            ++id, "l", Types.ListType.ofOptional(101, Types.IntegerType.get())));
    return new Schema(fields);
  }

  @BeforeContainer
  static void open() throws IOException {
    folder = Files.createTempDirectory("weir-metrics");
    engine = new WriteEngine(WriteConfig.defaults(folder, 2, 256L << 20));
  }

  @AfterContainer
  static void close() throws IOException {
    Staging.deleteFolder(folder);
  }

  @Property(tries = 25)
  void shouldEqualFullScan(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    TableLayout layout = new TableLayout(SCHEMA, List.of(), List.of(), 1L << 30, 2_048);
    try (DuckDBConnection connection = engine.open()) {
      List<WrittenFile> files =
          DataFileWriter.write(
              run(), connection, rows(random), layout, folder.resolve("f" + UUID.randomUUID()));

      assertThat(files).hasSize(1);
      WrittenFile file = files.getFirst();
      Metrics metrics =
          FileMetrics.of(
              file,
              SCHEMA,
              MetricsConfig.fromProperties(
                  Map.of("write.metadata.metrics.default", "truncate(64)")));
      for (Types.NestedField field : SCHEMA.columns()) {
        if (field.type().isPrimitiveType()) {
          check(connection, file, metrics, field, SqlText.name(field.name()));
        }
      }
      check(connection, file, metrics, SCHEMA.findField(100), "\"s\".\"d.d\"");
      assertThat(metrics.lowerBounds()).doesNotContainKey(101);
    }
  }

  private static String rows(Random random) {
    int count = 1 + random.nextInt(9);
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      List<String> values = new ArrayList<>();
      for (Types.NestedField field : SCHEMA.columns()) {
        values.add(value(field, random));
      }
      rows.add("SELECT " + String.join(", ", values));
    }
    return String.join(" UNION ALL ", rows);
  }

  private static String value(Types.NestedField field, Random random) {
    String value = "NULL";
    if (random.nextInt(5) > 0) {
      if (field.type().isStructType()) {
        value = "{'d.d': " + pick(VALUES.get(Types.DoubleType.get()), random) + "::DOUBLE}";
      } else if (field.type().isListType()) {
        value = "[1, NULL]";
      } else {
        value = pick(VALUES.get(field.type()), random);
      }
    }
    return "CAST("
        + value
        + " AS "
        + SqlTypeNames.of(field.type())
        + ") AS "
        + SqlText.name(field.name());
  }

  private static String pick(List<String> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private static void check(
      DuckDBConnection connection,
      WrittenFile file,
      Metrics metrics,
      Types.NestedField field,
      String column)
      throws SQLException, InterruptedException {
    boolean floating =
        field.type().typeId() == Type.TypeID.FLOAT || field.type().typeId() == Type.TypeID.DOUBLE;
    boolean binary = field.type().typeId() == Type.TypeID.BINARY;
    String some = floating ? " FILTER (NOT isnan(" + column + "))" : "";
    String printed = binary ? "hex(%s)" : "CAST(%s AS VARCHAR)";
    String scan =
        "SELECT count(*), count(*) - count("
            + column
            + "), "
            + (floating ? "count(*) FILTER (isnan(" + column + "))" : "0")
            + ", "
            + String.format(printed, "min(" + column + ")" + some)
            + ", "
            + String.format(printed, "max(" + column + ")" + some)
            + " FROM read_parquet("
            + SqlText.string(file.path().toString())
            + ")";
    run()
        .query(
            connection,
            scan,
            rows -> {
              rows.next();
              int id = field.fieldId();
              String what = field + " of " + file.path();
              assertThat(metrics.recordCount()).as(what).isEqualTo(rows.getLong(1));
              assertThat(metrics.nullValueCounts().get(id)).as(what).isEqualTo(rows.getLong(2));
              if (floating) {
                assertThat(metrics.nanValueCounts().get(id)).as(what).isEqualTo(rows.getLong(3));
              }
              checkBound(metrics.lowerBounds().get(id), rows.getString(4), field.type(), true);
              checkBound(metrics.upperBounds().get(id), rows.getString(5), field.type(), false);
              return true;
            });
  }

  private static void checkBound(ByteBuffer bound, String scanned, Type type, boolean lower) {
    if (scanned == null) {
      assertThat(bound).isNull();
      return;
    }
    Object expected = PrintedValue.of(type, scanned);
    if (bound == null) {
      // Only text of nothing but the greatest character has no shorter upper bound.
      assertThat(lower).isFalse();
      assertThat(expected.toString().codePoints()).allMatch(c -> c == Character.MAX_CODE_POINT);
      return;
    }
    Object value = Conversions.fromByteBuffer(type, bound);
    switch (expected) {
      case String text when text.codePointCount(0, text.length()) > 64 -> {
        int order = order(value.toString(), text);
        assertThat(lower ? order <= 0 : order >= 0).isTrue();
        assertThat(value.toString().codePointCount(0, value.toString().length())).isEqualTo(64);
      }
      case ByteBuffer bytes when bytes.remaining() > 64 ->
          assertThat(((ByteBuffer) value).remaining()).isEqualTo(64);
      case Double number -> assertThat((Double) value + 0.0).isEqualTo(number + 0.0);
      case Float number -> assertThat((Float) value + 0.0f).isEqualTo(number + 0.0f);
      case String text -> assertThat(value.toString()).isEqualTo(text);
      default -> assertThat(value).isEqualTo(expected);
    }
  }

  private static int order(String a, String b) {
    return Comparators.charSequences().compare(a, b);
  }

  private static StatementRun run() {
    QueryRequest request =
        QueryRequest.of(TestingStatements.ADMIN, "", Origin.of(Origin.Kind.SYSTEM));
    Instant now = Instant.now();
    return new StatementRun(
        new QueryContext("q", request, now, now.plusSeconds(60)), (rows, bytes, percent) -> {});
  }

  @Property(tries = 30)
  void shouldReadTimestampsAsTheEngineCountsThem(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    StringBuilder sql = new StringBuilder("SELECT * FROM (VALUES ");
    for (int i = 0; i < 50; i++) {
      long micros = random.nextLong() >> random.nextInt(40);
      sql.append(i == 0 ? "" : ", ")
          .append("(")
          .append(Math.max(micros, -9223372022400000000L))
          .append(")");
    }
    sql.append(") AS t(m)");
    try (DuckDBConnection connection = engine.open()) {
      run()
          .query(
              connection,
              "SELECT m, CAST(make_timestamp(m) AS VARCHAR), CAST(make_timestamptz(m) AS VARCHAR) FROM ("
                  + sql
                  + ")",
              rows -> {
                while (rows.next()) {
                  long micros = rows.getLong(1);
                  assertThat(PrintedValue.of(Types.TimestampType.withoutZone(), rows.getString(2)))
                      .isEqualTo(micros);
                  assertThat(PrintedValue.of(Types.TimestampType.withZone(), rows.getString(3)))
                      .isEqualTo(micros);
                }
                return true;
              });
    }
  }
}
