package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.meta.v1.CreateTokenRequest;
import dev.weir.contracts.meta.v1.CreateTokenResponse;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.RevokeTokenRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doors for queries refuse: each with a code, at once, and the process lives. */
@QuarkusTest
@WithTestResource(TestingProcess.class)
@Timeout(180)
class BadRequestsIT {
  private static final String QUERIES = "/api/v1/queries";
  private static final int MB = 1 << 20;

  @TestHTTPResource("/")
  URI base;

  @Inject LocalNode node;
  @Inject MetaServiceBlockingStub meta;
  private TestingApi admin;

  @BeforeEach
  void connect() {
    admin = new TestingApi(base, node.adminToken());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"sql\": | line 1",
        "not json | line 1",
        "`` | JSON",
        "[] | JSON",
        "null | null",
        "{} | sql",
        "{\"sql\": \"  \"} | sql",
        "{\"sql\": 1, \"namespace\": {}} | line 1",
        "{\"sqll\": \"SELECT 1\"} | sqll",
        "{\"sql\": \"SELECT 1\", \"asOf\": \"yesterday\"} | asOf",
        "{\"sql\": \"SELECT 1\", \"timeoutMillis\": -1} | timeoutMillis",
        "{\"sql\": \"SELECT 1\", \"timeoutMillis\": \"soon\"} | line 1",
        "{\"sql\": \"SELECT 1\", \"rowsMax\": -1} | rowsMax",
        "{\"sql\": \"SELECT 1\", \"origin\": \"DASHBOARD\"} | origin",
        "{\"sql\": \"SELECT 1\", \"cluster\": \"none\"} | cluster",
        "{\"sql\": \"SELECT ?\", \"parameters\": [[1]]} | list",
        "{\"sql\": \"SELECT ?\", \"parameters\": 1} | line 1",
      })
  void shouldSayWhatIsWrongInABody(String body, String said) {
    HttpResponse<String> answer = admin.post(QUERIES, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    JsonNode error = TestingApi.error(answer);
    assertThat(error.path("code").asText()).isEqualTo("BAD_REQUEST");
    assertThat(error.path("message").asText()).contains(said);
    assertThat(error.path("hint").asText()).isNotBlank();
  }

  @Test
  void shouldRefuseOtherKindsOfBodiesAndMethods() {
    HttpResponse<String> text =
        TestingApi.send(
            admin
                .request(QUERIES)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("SELECT 1")));
    assertThat(text.statusCode()).isEqualTo(415);
    assertThat(TestingApi.error(text).path("hint").asText()).contains("application/json");

    HttpResponse<String> html =
        TestingApi.send(admin.request(QUERIES).header("Accept", "text/html").GET());
    assertThat(html.statusCode()).isEqualTo(406);
    assertThat(TestingApi.error(html).path("hint").asText()).contains("application/json");

    HttpResponse<String> patch =
        TestingApi.send(admin.request(QUERIES).method("PATCH", BodyPublishers.noBody()));
    assertThat(patch.statusCode()).isEqualTo(405);
    assertThat(TestingApi.error(patch).path("code").asText()).isEqualTo("BAD_REQUEST");
  }

  @Test
  void shouldRefuseAStatementThatIsTooLongAndABodyThatNoStatementNeeds() {
    HttpResponse<String> statement =
        admin.post(QUERIES, "{\"sql\": \"SELECT '" + "x".repeat(10 * MB) + "'\"}");
    assertThat(statement.statusCode()).isEqualTo(413);
    assertThat(TestingApi.error(statement).path("code").asText()).isEqualTo("STATEMENT_TOO_LARGE");

    HttpResponse<String> body =
        admin.post(QUERIES, "{\"sql\": \"SELECT 1\"" + " ".repeat(33 * MB) + "}");
    assertThat(body.statusCode()).isEqualTo(413);
    assertThat(TestingApi.error(body).path("code").asText()).isEqualTo("BODY_TOO_LARGE");
    assertThat(TestingApi.error(body).path("hint").asText()).contains("./weir load");
    assertAlive();
  }

  @Test
  void shouldRefuseABodyThatDoesNotSayHowLongItIs() {
    byte[] huge = " ".repeat(33 * MB).getBytes(StandardCharsets.US_ASCII);
    HttpResponse<String> answer =
        TestingApi.send(
            admin
                .request(QUERIES)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(huge))));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(TestingApi.error(answer).path("code").asText()).isEqualTo("BODY_TOO_LARGE");
    assertAlive();
  }

  @Test
  void shouldSurviveARequestThatBreaksOff() throws Exception {
    for (String path : new String[] {QUERIES, "/api/v1/uploads/default.nothing?format=csv"}) {
      try (Socket socket = new Socket(base.getHost(), base.getPort())) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST "
                    + path
                    + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer "
                    + node.adminToken()
                    + "\r\nContent-Length: 100000\r\n\r\n{\"sql\": \"SEL")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    }
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.getOutputStream().write("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(answer.readLine())
          .isIn(null, "HTTP/1.0 400 Bad Request", "HTTP/1.1 400 Bad Request");
    }
    assertAlive();
    assertThat(node.folder().scratch().resolve("uploads")).isEmptyDirectory();
  }

  @Test
  void shouldRefuseEveryTokenThatIsNotOne() {
    for (String header :
        new String[] {
          "Bearer",
          "Bearer ",
          "Bearer weir_wrong",
          "Bearer " + "x".repeat(5_000),
          "Basic " + node.adminToken(),
          node.adminToken()
        }) {
      HttpResponse<String> answer =
          TestingApi.send(
              new TestingApi(base, null).request(QUERIES).header("Authorization", header).GET());
      assertThat(answer.statusCode()).as(header).isEqualTo(401);
      JsonNode error = TestingApi.error(answer);
      assertThat(error.path("code").asText()).isEqualTo("UNAUTHENTICATED");
      assertThat(error.path("hint").asText()).contains("token");
      assertThat(answer.body()).doesNotContain(node.adminToken());
    }
  }

  @Test
  void shouldRefuseATokenAsSoonAsItIsRevokedOrItsUserIsGone() {
    // Given
    admin.succeed("CREATE USER carol");
    CreateTokenResponse one = TestingApi.newToken("carol", meta);
    TestingApi first = new TestingApi(base, one.getToken());
    TestingApi second = new TestingApi(base, TestingApi.newToken("carol", meta).getToken());
    String running = first.submit(QueriesIT.ENDLESS);

    // When
    meta.revokeToken(
        RevokeTokenRequest.newBuilder().setTenant("default").setTokenId(one.getTokenId()).build());

    // Then
    assertThat(first.get(QUERIES).statusCode()).isEqualTo(401);
    assertThat(first.delete(QUERIES + "/" + running).statusCode()).isEqualTo(401);
    assertThat(second.delete(QUERIES + "/" + running).statusCode()).isEqualTo(202);
    assertThat(second.await(running).path("state").asText()).isEqualTo("CANCELLED");

    // When
    admin.succeed("DROP USER carol");

    // Then
    assertThat(second.get(QUERIES).statusCode()).isEqualTo(401);
  }

  @Test
  void shouldRefuseATokenThatHasExpired() throws Exception {
    admin.succeed("CREATE USER dave");
    TestingApi dave =
        new TestingApi(
            base,
            meta.createToken(
                    CreateTokenRequest.newBuilder()
                        .setTenant("default")
                        .setPrincipal("dave")
                        .setLifetimeSeconds(2)
                        .build())
                .getToken());
    int status = 200;
    for (int i = 0; status == 200 && i < 300; i++) {
      status = dave.get(QUERIES).statusCode();
      Thread.sleep(100);
    }

    assertThat(status).isEqualTo(401);
  }

  private void assertAlive() {
    assertThat(admin.rows("SELECT 42")).isEqualTo(TestingApi.json("[[42]]"));
  }
}
