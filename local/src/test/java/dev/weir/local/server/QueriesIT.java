package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of a query through REST: submitted, followed, cancelled, found again. */
@QuarkusTest
@WithTestResource(TestingProcess.class)
@Timeout(180)
class QueriesIT {
  static final String ENDLESS =
      "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE hash(a.range + b.range) = 3";

  private static final List<String> FINAL = List.of("SUCCEEDED", "FAILED", "CANCELLED");

  @TestHTTPResource("/")
  URI base;

  @Inject LocalNode node;
  @Inject MetaServiceBlockingStub meta;
  private TestingApi admin;

  @BeforeEach
  void connect() {
    admin = new TestingApi(base, node.adminToken());
  }

  @Test
  void shouldTellTheCourseOfAQueryUpToItsEnd() {
    // When
    String id = admin.submit("SELECT number, number::VARCHAR FROM numbers(3000000)");
    List<TestingApi.Event> events = admin.follow(id, event -> true);

    // Then
    assertThat(events).extracting(TestingApi.Event::name).containsOnly("status");
    assertThat(events)
        .allSatisfy(event -> assertThat(event.data().path("id").asText()).isEqualTo(id));
    assertThat(events.subList(0, events.size() - 1))
        .noneSatisfy(event -> assertThat(FINAL).contains(event.data().path("state").asText()));
    List<Long> rows =
        events.stream().map(e -> e.data().at("/stats/rowsReturned").asLong()).toList();
    assertThat(rows).isSorted();
    JsonNode last = events.getLast().data();
    assertThat(last.path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(last.at("/stats/rowsReturned").asLong()).isEqualTo(3_000_000);
    assertThat(last.at("/stats/bytesReturned").asLong()).isGreaterThan(3_000_000 * 8);
    assertThat(last.at("/stats/percent").asDouble()).isEqualTo(100);
    assertThat(last.at("/columns/0/type").asText()).isEqualTo("UBIGINT");
    assertThat(last.path("error").isNull()).isTrue();
  }

  @Test
  void shouldGoOnWhenWhoFollowsGoesAwayAndTakeItUpAgain() {
    // Given a query that is followed until it runs, and then no longer
    String id = admin.submit(ENDLESS);
    List<TestingApi.Event> first =
        admin.follow(id, event -> !event.data().path("state").asText().equals("RUNNING"));
    assertThat(first.getLast().data().path("state").asText()).isEqualTo("RUNNING");

    // When it is followed again, and cancelled meanwhile
    List<TestingApi.Event> second =
        admin.follow(
            id,
            event -> {
              if (event.data().path("state").asText().equals("RUNNING")) {
                assertThat(admin.delete("/api/v1/queries/" + id).statusCode()).isEqualTo(202);
              }
              return true;
            });

    // Then
    assertThat(second.getFirst().data().path("state").asText()).isEqualTo("RUNNING");
    JsonNode last = second.getLast().data();
    assertThat(last.path("state").asText()).isEqualTo("CANCELLED");
    assertThat(last.at("/error/code").asText()).isEqualTo("CANCELLED");
    assertThat(last.at("/error/queryId").asText()).isEqualTo(id);

    // And a query that ended tells only that
    assertThat(admin.follow(id, event -> true)).hasSize(1);
    HttpResponse<String> rows = admin.get("/api/v1/queries/" + id + "/rows");
    assertThat(rows.statusCode()).isEqualTo(499);
    assertThat(TestingApi.error(rows).path("code").asText()).isEqualTo("CANCELLED");
    assertThat(admin.delete("/api/v1/queries/" + id).statusCode()).isEqualTo(202);
  }

  @Test
  void shouldHaveNoRowsWhileItRuns() {
    String id = admin.submit(ENDLESS);
    try {
      JsonNode page = TestingApi.json(admin.get("/api/v1/queries/" + id + "/rows"));
      assertThat(page.path("complete").asBoolean(true)).isFalse();
      assertThat(page.path("rows").isArray()).isTrue();
      assertThat(page.path("rows")).isEmpty();

      HttpResponse<String> arrow =
          TestingApi.send(
              admin
                  .request("/api/v1/queries/" + id + "/rows")
                  .header("Accept", "application/vnd.apache.arrow.stream"));
      assertThat(TestingApi.error(arrow).path("code").asText()).isEqualTo("QUERY_NOT_FOUND");
    } finally {
      admin.delete("/api/v1/queries/" + id);
    }
    assertThat(admin.await(id).path("state").asText()).isEqualTo("CANCELLED");
  }

  @Test
  void shouldStopAtTheDeadlineOfTheRequest() {
    HttpResponse<String> answer =
        admin.post(
            "/api/v1/queries",
            TestingApi.JSON
                .createObjectNode()
                .put("sql", ENDLESS)
                .put("timeoutMillis", 300)
                .toString());

    JsonNode status = admin.await(TestingApi.json(answer).path("id").asText());

    assertThat(status.at("/error/code").asText()).isEqualTo("DEADLINE_EXCEEDED");
  }

  @Test
  void shouldAnswerAStatementThatFailsWithItsPlace() {
    JsonNode error = admin.fail("SELECT 1,\n  nothing");

    assertThat(error.path("code").asText()).isEqualTo("COLUMN_NOT_FOUND");
    assertThat(error.path("line").asInt()).isEqualTo(2);
    assertThat(error.path("column").asInt()).isEqualTo(3);
  }

  @Test
  void shouldBindParameters() {
    HttpResponse<String> answer =
        admin.post(
            "/api/v1/queries",
            "{\"sql\": \"SELECT ? + 1, ?, ?, ?\", \"parameters\": [41, \"a'b\", null, true],"
                + " \"origin\": \"CLI\", \"cache\": false}");
    String id = TestingApi.json(answer).path("id").asText();

    assertThat(admin.await(id).at("/origin/kind").asText()).isEqualTo("CLI");
    assertThat(TestingApi.json(admin.get("/api/v1/queries/" + id + "/rows")).path("rows"))
        .isEqualTo(TestingApi.json("[[42,\"a'b\",null,true]]"));
  }

  @Test
  void shouldDescribeWithoutRunning() {
    JsonNode described =
        TestingApi.json(
            admin.post("/api/v1/queries/describe", "{\"sql\": \"SELECT 1 AS a, ? AS b\"}"));

    assertThat(described.path("kind").asText()).isEqualTo("SELECT");
    assertThat(described.path("columns").findValuesAsText("name")).containsExactly("a", "b");
    assertThat(described.path("parameterTypes")).hasSize(1);
  }

  @Test
  void shouldNotKnowAQueryThatNeverWas() {
    for (String path : List.of("", "/rows", "/events")) {
      HttpResponse<String> answer = admin.get("/api/v1/queries/q-never" + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      JsonNode error = TestingApi.error(answer);
      assertThat(error.path("code").asText()).isEqualTo("QUERY_NOT_FOUND");
      assertThat(error.path("hint").asText()).isNotBlank();
    }
    assertThat(admin.delete("/api/v1/queries/q-never").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldHideAQueryFromEverybodyButItsOwnerAndAdministrators() {
    // Given
    TestingApi ada = admin.asNewUser("ada", meta);
    TestingApi bob = admin.asNewUser("bob", meta);
    String done = ada.succeed("SELECT 'secret of ada'").path("id").asText();
    String running = ada.submit(ENDLESS);

    // Then nobody else can tell it from one that is not there
    for (String id : List.of(done, running)) {
      for (String path : List.of("", "/rows", "/events")) {
        HttpResponse<String> others = bob.get("/api/v1/queries/" + id + path);
        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(TestingApi.error(others).path("code").asText()).isEqualTo("QUERY_NOT_FOUND");
        assertThat(others.body().replace(id, "q-never"))
            .isEqualTo(bob.get("/api/v1/queries/q-never" + path).body());
      }
      assertThat(bob.delete("/api/v1/queries/" + id).statusCode()).isEqualTo(404);
      assertThat(admin.get("/api/v1/queries/" + id).statusCode()).isEqualTo(200);
    }
    assertThat(ids(bob)).doesNotContain(done, running);
    assertThat(ids(ada)).contains(done, running);
    assertThat(ids(admin)).contains(done, running);
    assertThat(TestingApi.json(ada.get("/api/v1/queries/" + running)).path("state").asText())
        .isNotEqualTo("CANCELLED");
    assertThat(admin.delete("/api/v1/queries/" + running).statusCode()).isEqualTo(202);
    assertThat(ada.await(running).path("state").asText()).isEqualTo("CANCELLED");
  }

  @Test
  void shouldListTheNewestFirstAndNoMoreThanAsked() {
    String first = admin.succeed("SELECT 'first'").path("id").asText();
    String second = admin.succeed("SELECT 'second'").path("id").asText();

    JsonNode list = TestingApi.json(admin.get("/api/v1/queries?limit=2"));

    assertThat(list).hasSize(2);
    assertThat(list.findValuesAsText("id")).containsExactly(second, first);
    assertThat(list.at("/0/stats/totalMicros").asLong()).isPositive();
    for (String limit : List.of("0", "-1", "1001")) {
      HttpResponse<String> answer = admin.get("/api/v1/queries?limit=" + limit);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(TestingApi.error(answer).path("hint").asText()).contains("1 to 1000");
    }
  }

  private static List<String> ids(TestingApi user) {
    return StreamSupport.stream(
            TestingApi.json(user.get("/api/v1/queries?limit=100")).spliterator(), false)
        .map(query -> query.path("id").asText())
        .toList();
  }
}
