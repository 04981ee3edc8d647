package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results through REST: pages of JSON, and Arrow. */
@QuarkusTest
@WithTestResource(TestingProcess.class)
@Timeout(180)
class ResultsIT {
  private static final String ARROW = "application/vnd.apache.arrow.stream";

  @TestHTTPResource("/")
  URI base;

  @Inject LocalNode node;
  private TestingApi admin;

  @BeforeEach
  void connect() {
    admin = new TestingApi(base, node.adminToken());
  }

  @Test
  void shouldWriteEveryKindOfValueWithoutLoss() {
    // Given
    String sql =
        """
        SELECT 12345678901234567890.12::DECIMAL(38,2), 9007199254740993::BIGINT, 7::BIGINT,
          170141183460469231731687303715884105727::HUGEINT,
          TIMESTAMPTZ '2026-01-01 01:02:03.000004+02', TIMESTAMP '1969-12-31 23:59:59.5',
          DATE '0001-01-01', '\\x00\\xFF'::BLOB, 'nan'::DOUBLE, 'inf'::DOUBLE, '-inf'::FLOAT,
          0.1::DOUBLE, NULL, true, 'ż🐢"', [1, NULL], {'a': {'b': [2.50::DECIMAL(4,2)]}},
          MAP {'k': DATE '2020-02-29'}
        """;

    // Then
    assertThat(admin.rows(sql))
        .isEqualTo(
            TestingApi.json(
                """
                [["12345678901234567890.12", "9007199254740993", 7,
                  "170141183460469231731687303715884105727",
                  "2025-12-31T23:02:03.000004Z", "1969-12-31T23:59:59.5",
                  "0001-01-01", "AP8=", "NaN", "Infinity", "-Infinity",
                  0.1, null, true, "ż🐢\\"", [1, null], {"a": {"b": ["2.50"]}},
                  {"k": "2020-02-29"}]]
                """));
  }

  @Test
  void shouldPageThroughTheRows() {
    // Given
    String id =
        admin.succeed("SELECT number FROM numbers(250000) ORDER BY number").path("id").asText();

    // Then
    assertPage(id, "", 0, 1_000);
    assertPage(id, "?offset=249990&limit=100", 249_990, 10);
    assertPage(id, "?offset=122879&limit=3", 122_879, 3);
    assertPage(id, "?offset=250000&limit=5", 250_000, 0);
    assertPage(id, "?offset=9223372036854775807&limit=5", Long.MAX_VALUE, 0);
    assertPage(id, "?limit=0", 0, 0);
    assertPage(id, "?limit=100000&offset=100000", 100_000, 100_000);
    for (String wrong :
        List.of("?limit=100001", "?limit=-1", "?offset=-1", "?limit=ten", "?offset=1.5")) {
      HttpResponse<String> answer = admin.get("/api/v1/queries/" + id + "/rows" + wrong);
      assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      assertThat(TestingApi.error(answer).path("code").asText()).isEqualTo("BAD_REQUEST");
    }
  }

  private void assertPage(String id, String query, long offset, int count) {
    JsonNode page = TestingApi.json(admin.get("/api/v1/queries/" + id + "/rows" + query));
    assertThat(page.path("offset").asLong()).as(query).isEqualTo(offset);
    assertThat(page.path("rowCount").asLong()).isEqualTo(250_000);
    assertThat(page.path("complete").asBoolean()).isTrue();
    assertThat(page.at("/columns/0/name").asText()).isEqualTo("number");
    assertThat(page.path("rows").size()).as(query).isEqualTo(count);
    if (count > 0) {
      assertThat(page.path("rows").get(0).get(0).asLong()).isEqualTo(offset);
      assertThat(page.path("rows").get(count - 1).get(0).asLong()).isEqualTo(offset + count - 1);
    }
  }

  @Test
  void shouldCutTheResultAtTheLimitOfTheRequest() {
    HttpResponse<String> answer =
        admin.post(
            "/api/v1/queries", "{\"sql\": \"SELECT * FROM numbers(5000)\", \"rowsMax\": 10}");
    String id = TestingApi.json(answer).path("id").asText();

    assertThat(admin.await(id).at("/stats/truncated").asBoolean()).isTrue();
    assertThat(TestingApi.json(admin.get("/api/v1/queries/" + id + "/rows")).path("rowCount"))
        .isEqualTo(TestingApi.json("10"));
  }

  @Test
  void shouldWriteArrowThatArrowsOwnReaderReads() throws Exception {
    // Given
    String id =
        admin
            .succeed(
                "SELECT number::BIGINT AS n, (number / 4)::DECIMAL(12,2) AS d, number::VARCHAR AS s"
                    + " FROM numbers(200000) ORDER BY number")
            .path("id")
            .asText();

    // When
    HttpResponse<byte[]> answer =
        TestingApi.send(
            admin.request("/api/v1/queries/" + id + "/rows?limit=1").header("Accept", ARROW),
            BodyHandlers.ofByteArray());

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(ARROW);
    long rows = 0;
    long sum = 0;
    try (BufferAllocator allocator = new RootAllocator();
        ArrowStreamReader reader =
            new ArrowStreamReader(new ByteArrayInputStream(answer.body()), allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      assertThat(root.getSchema().getFields())
          .extracting(Field::getName)
          .containsExactly("n", "d", "s");
      while (reader.loadNextBatch()) {
        for (int i = 0; i < root.getRowCount(); i++) {
          long n = ((BigIntVector) root.getVector("n")).get(i);
          assertThat(n).isEqualTo(rows + i);
          sum += n;
        }
        assertThat(((DecimalVector) root.getVector("d")).getObject(0).scale()).isEqualTo(2);
        assertThat(root.getVector("s").getObject(0).toString()).isEqualTo(String.valueOf(rows));
        rows += root.getRowCount();
      }
    }
    assertThat(rows).isEqualTo(200_000);
    assertThat(sum).isEqualTo(199_999L * 200_000 / 2);
  }

  @Test
  void shouldWriteArrowWithoutRowsToo() throws Exception {
    String id = admin.succeed("SELECT 1 AS a WHERE false").path("id").asText();

    HttpResponse<byte[]> answer =
        TestingApi.send(
            admin.request("/api/v1/queries/" + id + "/rows").header("Accept", ARROW),
            BodyHandlers.ofByteArray());

    try (BufferAllocator allocator = new RootAllocator();
        ArrowStreamReader reader =
            new ArrowStreamReader(new ByteArrayInputStream(answer.body()), allocator)) {
      assertThat(reader.getVectorSchemaRoot().getSchema().getFields()).hasSize(1);
      assertThat(reader.loadNextBatch()).isFalse();
    }
  }

  @Test
  void shouldFreeWhatAReaderHeldThatGoesAwayInTheMiddle() throws Exception {
    // Given a result of hundreds of megabytes, so that no buffer on the way can take it all
    String id =
        admin
            .succeed("SELECT number, repeat('x', 100) || number AS s FROM numbers(2000000)")
            .path("id")
            .asText();
    long before = node.engine().allocator().getAllocatedMemory();
    for (HttpRequest.Builder request :
        List.of(
            admin.request("/api/v1/queries/" + id + "/rows").header("Accept", ARROW),
            admin
                .request("/api/v1/queries/" + id + "/rows?limit=100000")
                .header("Accept", "application/json"))) {
      // When
      for (int i = 0; i < 5; i++) {
        HttpResponse<InputStream> answer = TestingApi.send(request, BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream body = answer.body()) {
          assertThat(body.readNBytes(1_000)).hasSize(1_000);
        }
      }
    }

    // Then nothing stays allocated, no query runs, and the result can still be read to its end
    awaitAllocated(before);
    assertThat(metric("weir_queries_running")).isZero();
    HttpResponse<InputStream> whole =
        TestingApi.send(
            admin.request("/api/v1/queries/" + id + "/rows").header("Accept", ARROW),
            BodyHandlers.ofInputStream());
    try (InputStream body = whole.body()) {
      assertThat(body.transferTo(java.io.OutputStream.nullOutputStream()))
          .isGreaterThan(200_000_000);
    }
    awaitAllocated(before);
  }

  private void awaitAllocated(long bytes) throws InterruptedException {
    // The server learns that its client is gone only when it writes.
    for (int i = 0; node.engine().allocator().getAllocatedMemory() > bytes && i < 300; i++) {
      Thread.sleep(100);
    }
    assertThat(node.engine().allocator().getAllocatedMemory()).isEqualTo(bytes);
  }

  private double metric(String name) throws IOException {
    return admin
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("there is no metric " + name));
  }
}
