package dev.weir.engine.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowsTest {
  private static TestingDuck duck;

  @BeforeAll
  static void open() throws Exception {
    duck = new TestingDuck();
  }

  @AfterAll
  static void close() throws Exception {
    duck.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "NULL | null",
        "NULL::INTEGER | null",
        "NULL::INTEGER[] | null",
        "NULL::STRUCT(a INTEGER) | null",
        "true | true",
        "(-128)::TINYINT | -128",
        "255::UTINYINT | 255",
        "65535::USMALLINT | 65535",
        "4294967295::UINTEGER | 4294967295",
        "9007199254740992::BIGINT | 9007199254740992",
        "(-9007199254740992)::BIGINT | -9007199254740992",
        "9007199254740993::BIGINT | \"9007199254740993\"",
        "(-9223372036854775808)::BIGINT | \"-9223372036854775808\"",
        "18446744073709551615::UBIGINT | \"18446744073709551615\"",
        "0::BIGINT | 0",
        "1000000000000000::BIGINT | 1000000000000000",
        "42::HUGEINT | 42",
        "sum(1) | 1",
        "170141183460469231731687303715884105727::HUGEINT |"
            + " \"170141183460469231731687303715884105727\"",
        "(-170141183460469231731687303715884105728)::HUGEINT |"
            + " \"-170141183460469231731687303715884105728\"",
        "9223372036854775808::HUGEINT | \"9223372036854775808\"",
        "'123456789012345678901234567890'::BIGNUM | \"123456789012345678901234567890\"",
        "'-123456789012345678901234567890'::BIGNUM | \"-123456789012345678901234567890\"",
        "'-42'::BIGNUM | -42",
        "1.5::FLOAT | 1.5",
        "0.1::DOUBLE | 0.1",
        "1e300::DOUBLE | 1.0E300",
        "'nan'::DOUBLE | \"NaN\"",
        "'inf'::FLOAT | \"Infinity\"",
        "'-inf'::DOUBLE | \"-Infinity\"",
        "1.23::DECIMAL(4,2) | \"1.23\"",
        "(-0.05)::DECIMAL(9,2) | \"-0.05\"",
        "5::DECIMAL(18,0) | \"5\"",
        "'0.0000000000000000000000001'::DECIMAL(38,25) | \"0.0000000000000000000000001\"",
        "'-99999999999999999999.999999999999999999'::DECIMAL(38,18) |"
            + " \"-99999999999999999999.999999999999999999\"",
        "concat('a\"b\\c', chr(10), chr(9), chr(1)) | \"a\\\"b\\\\c\\n\\t\\u0001\"",
        "'żółw 🐢 国' | \"żółw 🐢 国\"",
        "'' | \"\"",
        "'\\x00\\xFF'::BLOB | \"AP8=\"",
        "'10101'::BIT | \"10101\"",
        "'0110100100'::BIT | \"0110100100\"",
        "'b0e7b8a5-6a1f-4d35-8a43-cb7a5b3d1a11'::UUID | \"b0e7b8a5-6a1f-4d35-8a43-cb7a5b3d1a11\"",
        "'b'::ENUM('a', 'b') | \"b\"",
        "['b', NULL, 'a']::ENUM('a', 'b')[] | [\"b\",null,\"a\"]",
        "DATE '2020-02-29' | \"2020-02-29\"",
        "DATE '0001-01-01' | \"0001-01-01\"",
        "DATE '12345-06-07' | \"+12345-06-07\"",
        "DATE '0044-03-15 (BC)' | \"-0043-03-15\"",
        "'infinity'::DATE | \"Infinity\"",
        "'-infinity'::DATE | \"-Infinity\"",
        "TIME '01:02:03' | \"01:02:03\"",
        "TIME '24:00:00' | \"24:00:00\"",
        "TIME '23:59:59.999999' | \"23:59:59.999999\"",
        "'01:02:03.123456789'::TIME_NS | \"01:02:03.123456789\"",
        "TIMESTAMP '2020-01-01 01:02:03.5' | \"2020-01-01T01:02:03.5\"",
        "TIMESTAMP '1969-12-31 23:59:59.999999' | \"1969-12-31T23:59:59.999999\"",
        "'290309-12-22 (BC) 00:00:00'::TIMESTAMP | \"-290308-12-22T00:00:00\"",
        "'294247-01-10 04:00:54.775806'::TIMESTAMP | \"+294247-01-10T04:00:54.775806\"",
        "'infinity'::TIMESTAMP | \"Infinity\"",
        "'-infinity'::TIMESTAMPTZ | \"-Infinity\"",
        "TIMESTAMP_S '2020-01-01 01:02:03' | \"2020-01-01T01:02:03\"",
        "TIMESTAMP_MS '2020-01-01 01:02:03.25' | \"2020-01-01T01:02:03.25\"",
        "TIMESTAMP_NS '2020-01-01 01:02:03.123456789' | \"2020-01-01T01:02:03.123456789\"",
        "TIMESTAMPTZ '2020-01-01 01:02:03+02' | \"2019-12-31T23:02:03Z\"",
        "INTERVAL 14 MONTH | \"P1Y2M\"",
        "INTERVAL '3 days 4 hours 5 minutes 6.5 seconds' | \"P3DT4H5M6.5S\"",
        "INTERVAL '-1.5 seconds' | \"PT-1.5S\"",
        "INTERVAL 0 DAY | \"PT0S\"",
        "[1, NULL, 3] | [1,null,3]",
        "[]::INTEGER[] | []",
        "[[1], [], NULL] | [[1],[],null]",
        "[1, 2]::INTEGER[2] | [1,2]",
        "[9007199254740993::HUGEINT] | [\"9007199254740993\"]",
        "[7::HUGEINT] | [7]",
        "{'a': 1, 'b c': 'x'} | {\"a\":1,\"b c\":\"x\"}",
        "{'u': '101'::BIT, 'h': [1::HUGEINT]} | {\"u\":\"101\",\"h\":[1]}",
        "row(1, 'x') | {\"element1\":1,\"element2\":\"x\"}",
        "MAP {'k': 1, 'l': NULL} | {\"k\":1,\"l\":null}",
        "MAP {1: 'x'} | {\"1\":\"x\"}",
        "MAP {DATE '2020-01-01': [1]} | {\"2020-01-01\":[1]}",
        "union_value(num := 1) | 1",
        "'{\"a\":1}'::JSON | \"{\\\"a\\\":1}\"",
      })
  void shouldWriteEveryTypeOfTheEngine(String expression, String expected) throws Exception {
    // Given an expression of the engine, in two rows so that no value hides at row 0
    String sql = "SELECT " + expression + " AS v UNION ALL BY NAME SELECT " + expression + " AS v";

    // When
    String json = json(sql);

    // Then
    assertThat(json).isEqualTo("[[" + expected + "],[" + expected + "]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DATE '1970-01-01' + (i * 911 - 719000)::INTEGER",
        "(i * 104729)::BIGINT * CASE i % 2 WHEN 0 THEN 1 ELSE -1 END",
        "(i - 2000)::DECIMAL(18,4) / 7",
        "((i - 2000) * 0.37)::DECIMAL(9,2)",
        "((i - 2000) * 1.000000000001)::DECIMAL(38,12)",
        "uuid()",
        "chr(i::INTEGER + 32) || repeat('ü', i::INTEGER % 5)",
      })
  void shouldAgreeWithTheTextOfTheEngine(String expression) throws Exception {
    // Given 4,000 values and what the engine itself prints for them
    duck.execute(
        "CREATE OR REPLACE TABLE t AS SELECT " + expression + " AS v FROM range(4000) r(i)");

    // When
    JsonNode rows = new ObjectMapper().readTree(json("SELECT v, v::VARCHAR FROM t"));

    // Then
    assertThat(rows).hasSize(4_000);
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.get(0).asText()).isEqualTo(row.get(1).asText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "ms", "us", "ns"})
  void shouldAgreeWithTheClockOfTheEngine(String unit) throws Exception {
    // Given timestamps before and after 1970 in each unit
    String type = unit.equals("us") ? "TIMESTAMP" : "TIMESTAMP_" + unit.toUpperCase();
    String at = "make_timestamp(((i - 1000) * 987654321987654)::BIGINT % 9000000000000000)";
    String sql =
        "SELECT v, replace(v::VARCHAR, ' ', 'T') FROM (SELECT "
            + at
            + "::"
            + type
            + " AS v FROM range(2000) r(i))";

    // When
    JsonNode rows = new ObjectMapper().readTree(json(sql));

    // Then
    assertThat(rows)
        .hasSize(2_000)
        .allSatisfy(row -> assertThat(row.get(0).asText()).isEqualTo(row.get(1).asText()));
  }

  @Test
  void shouldReadDoublesBackToTheSameBits() throws Exception {
    // Given random doubles over all magnitudes
    String sql =
        "SELECT v, v::VARCHAR FROM (SELECT (random() - 0.5) * pow(10, i % 600 - 300) AS v FROM"
            + " range(3000) r(i))";

    // When
    JsonNode rows = new ObjectMapper().readTree(json(sql));

    // Then
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(row.get(0).doubleValue())
                    .isEqualTo(Double.parseDouble(row.get(1).textValue())));
  }

  private static String json(String sql) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonRows rows = new JsonRows(bytes);
    duck.drain(
        sql,
        new BatchSink() {
          @Override
          public void start(Schema schema) {}

          @Override
          public void batch(VectorSchemaRoot batch) throws java.io.IOException {
            rows.write(batch, 0, batch.getRowCount());
          }
        });
    rows.end();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
