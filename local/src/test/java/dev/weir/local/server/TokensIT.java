package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may make, see and revoke whose tokens, and what the tokens are good for. */
@QuarkusTest
@WithTestResource(TestingProcess.class)
@Timeout(180)
class TokensIT {
  private static final String TOKENS = "/api/v1/tokens";

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
  void shouldMakeATokenForAUserThatOpensEveryDoor() {
    // Given
    admin.succeed("CREATE USER frank");

    // When
    HttpResponse<String> answer =
        admin.post(
            TOKENS, "{\"user\": \"frank\", \"lifetimeSeconds\": 60, \"label\": \"his laptop\"}");

    // Then
    JsonNode made = TestingApi.json(answer);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(made.path("user").asText()).isEqualTo("frank");
    assertThat(made.path("label").asText()).isEqualTo("his laptop");
    assertThat(made.path("expiresEpochMillis").asLong() - made.path("createdEpochMillis").asLong())
        .isEqualTo(60_000);
    TestingApi frank = new TestingApi(base, made.path("token").asText());
    assertThat(TestingApi.json(frank.get("/api/v1/session")).path("principal").asText())
        .isEqualTo("frank");
    assertThat(frank.get("/iceberg/v1/namespaces").statusCode()).isEqualTo(200);
    assertThat(frank.get("/api/v1/roles").statusCode()).isEqualTo(403);
    assertThat(frank.rows("SELECT 1")).isEqualTo(TestingApi.json("[[1]]"));
  }

  @Test
  void shouldLetAUserMakeSeeAndRevokeOnlyTokensOfItsOwn() {
    // Given two users, each with a token
    TestingApi gina = admin.asNewUser("gina", meta);
    TestingApi hugo = admin.asNewUser("hugo", meta);
    String hugosId = tokens(hugo).getFirst().path("id").asText();

    // When one makes another
    JsonNode made = TestingApi.json(gina.post(TOKENS, "{}"));
    TestingApi second = new TestingApi(base, made.path("token").asText());

    // Then it lasts 30 days and is listed without its secret
    assertThat(made.path("expiresEpochMillis").asLong() - made.path("createdEpochMillis").asLong())
        .isEqualTo(30L * 24 * 3_600 * 1_000);
    assertThat(tokens(second))
        .hasSize(2)
        .allSatisfy(token -> assertThat(token.path("user").asText()).isEqualTo("gina"))
        .anySatisfy(
            token -> assertThat(token.path("id").asText()).isEqualTo(made.path("id").asText()));
    assertThat(tokens(second))
        .anySatisfy(token -> assertThat(token.path("expiresEpochMillis").isNull()).isTrue());
    for (TestingApi user : List.of(gina, admin)) {
      assertThat(user.get(TOKENS).body())
          .contains(made.path("id").asText())
          .doesNotContain(made.path("token").asText(), gina.token(), "weir_");
    }

    // And nobody else's can be made, seen or revoked, nor users guessed
    for (String other : new String[] {"hugo", "admin", "nobody"}) {
      assertError(
          gina.post(TOKENS, "{\"user\": \"" + other + "\"}"), 403, "PERMISSION_DENIED", "others");
    }
    assertError(gina.delete(TOKENS + "/" + hugosId), 404, "RESOURCE_NOT_FOUND", hugosId);
    assertThat(hugo.get("/api/v1/session").statusCode()).isEqualTo(200);

    // When
    assertThat(gina.delete(TOKENS + "/" + made.path("id").asText()).statusCode()).isEqualTo(204);

    // Then at once, and only that one
    assertError(second.get(TOKENS), 401, "UNAUTHENTICATED", "revoked");
    assertThat(tokens(gina)).hasSize(1);

    // When an administrator revokes a user's
    assertThat(admin.delete(TOKENS + "/" + hugosId).statusCode()).isEqualTo(204);

    // Then
    assertError(hugo.post(TOKENS, "{}"), 401, "UNAUTHENTICATED", "revoked");
    assertError(admin.delete(TOKENS + "/" + hugosId), 404, "RESOURCE_NOT_FOUND", hugosId);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"lifetimeSeconds\": 0} | 400 | BAD_REQUEST | lifetimeSeconds",
        "{\"lifetimeSeconds\": -1} | 400 | BAD_REQUEST | lifetimeSeconds",
        "{\"lifetimeSeconds\": 315360001} | 400 | BAD_REQUEST | lifetimeSeconds",
        "{\"lifetimeSeconds\": 9223372036854775807} | 400 | BAD_REQUEST | lifetimeSeconds",
        "{\"lifetimeSeconds\": \"soon\"} | 400 | BAD_REQUEST | lifetimeSeconds",
        "{\"expires\": \"30d\"} | 400 | BAD_REQUEST | expires",
        "null | 400 | BAD_REQUEST | body",
        "{\"user\": \"nobody\"} | 404 | RESOURCE_NOT_FOUND | nobody",
        "{\"user\": \"\"} | 404 | RESOURCE_NOT_FOUND | user",
      })
  void shouldSayWhatIsWrong(String body, int status, String code, String said) {
    assertError(admin.post(TOKENS, body), status, code, said);
  }

  @Test
  void shouldRefuseALabelThatIsTooLong() {
    assertError(
        admin.post(TOKENS, "{\"label\": \"" + "x".repeat(256) + "\"}"), 400, "BAD_REQUEST", "255");
  }

  @Test
  void shouldNotMakeATokenForAnotherSiteThatABrowserVisits() {
    // Given a browser that is signed in
    HttpResponse<String> signedIn =
        new TestingApi(base, null)
            .post("/api/v1/session", "{\"token\": \"" + node.adminToken() + "\"}");
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];

    // When
    HttpResponse<String> forged =
        TestingApi.send(
            new TestingApi(base, null)
                .request(TOKENS)
                .header("Cookie", cookie)
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

    // Then
    assertError(forged, 403, "PERMISSION_DENIED", "cookie");
  }

  private static List<JsonNode> tokens(TestingApi user) {
    HttpResponse<String> answer = user.get(TOKENS);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TestingApi.json(answer).valueStream().toList();
  }

  private static void assertError(
      HttpResponse<String> answer, int status, String code, String said) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode error = TestingApi.error(answer);
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("message").asText()).contains(said);
    assertThat(error.path("hint").asText()).isNotBlank();
  }
}
