package dev.weir.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.web.testing.TestingDashboards;
import dev.weir.web.testing.TestingWarehouse;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Web behind a real HTTP server. */
@QuarkusTest
class WebHttpIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String JSON = "application/json";

  @TestHTTPResource("/")
  URI server;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void store() throws Exception {
    assertThat(put("/api/v1/dashboards/on-time", TestingDashboards.onTime("On time")).statusCode())
        .isEqualTo(200);
    assertThat(
            put("/api/v1/notebooks/why-late", TestingDashboards.notebook("Why late")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldAskForATokenAtEveryCall() throws Exception {
    // Given every call of the document, which needs no token itself, but signing in
    JsonNode document = json(get("/api/v1/openapi", Map.of("Accept", JSON)));
    int calls = 0;
    for (Iterator<Map.Entry<String, JsonNode>> paths = document.path("paths").fields();
        paths.hasNext(); ) {
      Map.Entry<String, JsonNode> path = paths.next();
      for (Iterator<String> methods = path.getValue().fieldNames(); methods.hasNext(); ) {
        String method = methods.next().toUpperCase(Locale.ROOT);
        if (path.getKey().equals("/api/v1/session") && method.equals("POST")) {
          continue;
        }
        calls++;
        String url = path.getKey().replaceAll("\\{[^}]*}", "x");
        for (String token : new String[] {null, "wrong"}) {
          // When
          HttpRequest.Builder request =
              request(url, token)
                  .header("Content-Type", JSON)
                  .method(method, BodyPublishers.ofString("{}"));
          HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());

          // Then
          assertThat(answer.statusCode()).as(method + " " + url).isEqualTo(401);
          assertThat(error(answer).path("code").asText()).isEqualTo("UNAUTHENTICATED");
          assertThat(answer.body()).doesNotContain("wrong");
        }
      }
    }
    assertThat(calls).isGreaterThan(20);
  }

  @Test
  void shouldSignInAndOutWithACookieThatScriptsCannotRead() throws Exception {
    // When
    HttpResponse<String> signedIn =
        post("/api/v1/session", null, "{\"token\": \"" + TestingWarehouse.BOB + "\"}");
    String header = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    String cookie = header.substring(0, header.indexOf(';'));

    // Then
    assertThat(signedIn.statusCode()).isEqualTo(200);
    assertThat(json(signedIn).path("principal").asText()).isEqualTo("bob");
    assertThat(json(signedIn).path("version").asText()).isNotBlank();
    assertThat(header).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Secure");
    assertThat(header).doesNotContain(TestingWarehouse.BOB);
    assertThat(get("/api/v1/session", Map.of("Cookie", cookie)).statusCode()).isEqualTo(200);

    // When a call that changes something does not prove that the app made it
    HttpResponse<String> forged =
        send("DELETE", "/api/v1/favourites/dashboard/on-time", Map.of("Cookie", cookie));
    HttpResponse<String> crossSite =
        send(
            "DELETE",
            "/api/v1/favourites/dashboard/on-time",
            Map.of("Cookie", cookie, "Sec-Fetch-Site", "cross-site"));
    HttpResponse<String> own =
        send(
            "PUT",
            "/api/v1/favourites/dashboard/on-time",
            Map.of("Cookie", cookie, "Sec-Fetch-Site", "same-origin"));

    // Then
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(crossSite.statusCode()).isEqualTo(403);
    assertThat(own.statusCode()).isEqualTo(204);

    // When
    HttpResponse<String> out =
        send("DELETE", "/api/v1/session", Map.of("Cookie", cookie, "X-Weir-Request", "1"));

    // Then
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(get("/api/v1/session", Map.of("Cookie", cookie)).statusCode()).isEqualTo(401);
  }

  @Test
  void shouldMarkTheCookieSecureBehindTls() throws Exception {
    HttpResponse<String> signedIn =
        send(
            "POST",
            "/api/v1/session",
            Map.of("Content-Type", JSON, "X-Forwarded-Proto", "https"),
            "{\"token\": \"" + TestingWarehouse.BOB + "\"}");
    assertThat(signedIn.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
  }

  @Test
  void shouldAnswerAChartAndSayWhetherTheCacheHadIt() throws Exception {
    // Given
    String url = "/api/v1/dashboards/on-time/charts/days/data";
    String body = "{\"filters\": {\"delay\": {\"min\": 7, \"max\": 7}}}";

    // When
    HttpResponse<String> first = post(url, TestingWarehouse.ADA, body);
    HttpResponse<String> second = post(url, TestingWarehouse.ADA, body);
    HttpResponse<String> plain = post(url, TestingWarehouse.ADA, "{}");

    // Then
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("X-Weir-Cache")).hasValue("miss");
    assertThat(second.headers().firstValue("X-Weir-Cache")).hasValue("hit");
    assertThat(json(second).path("rows")).isEqualTo(json(first).path("rows")).hasSize(10);
    assertThat(json(first).path("columns").get(0).path("type").asText()).isEqualTo("DATE");
    assertThat(json(plain).path("rows").get(0).get(1).asLong()).isEqualTo(100);
    assertThat(json(plain).path("stats").path("tables")).hasSize(2);
    assertThat(json(plain).path("queryId").asText()).startsWith("q-");
  }

  @Test
  void shouldRefuseBadBodiesWithTheirPlace() throws Exception {
    // Given
    String url = "/api/v1/dashboards/on-time/charts/days/data";

    // Then
    assertRefused(post(url, TestingWarehouse.ADA, "{\n  \"filters\": }"), "BAD_REQUEST", 2);
    assertRefused(post(url, TestingWarehouse.ADA, "{\"filter\": {}}"), "BAD_REQUEST", 1);
    assertRefused(post(url, TestingWarehouse.ADA, "{\"rowsMax\": \"many\"}"), "BAD_REQUEST", 1);
    assertRefused(post(url, TestingWarehouse.ADA, "[]"), "BAD_REQUEST", 1);
    assertThat(error(post(url, TestingWarehouse.ADA, "{\"filter\": {}}")).path("hint").asText())
        .contains("filters");
    assertThat(error(post(url, TestingWarehouse.ADA, "{\"rowsMax\": 0}")).path("code").asText())
        .isEqualTo("BAD_REQUEST");
    assertThat(
            error(post(url, TestingWarehouse.ADA, "{\"asOf\": \"yesterday\"}"))
                .path("code")
                .asText())
        .isEqualTo("BAD_REQUEST");
    assertThat(post("/api/v1/session", null, "{}").statusCode()).isEqualTo(400);
    assertThat(post("/api/v1/session", null, "").statusCode()).isEqualTo(400);
    assertThat(post("/api/v1/session", null, "{\"token\": \"wrong\"}").statusCode()).isEqualTo(401);
    assertThat(
            send("POST", "/api/v1/session", Map.of("Content-Type", "text/plain"), "{}")
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void shouldListTheProblemsOfAResource() throws Exception {
    // When
    HttpResponse<String> broken = put("/api/v1/dashboards/on-time", TestingDashboards.broken());
    HttpResponse<String> unknownField =
        put(
            "/api/v1/dashboards/on-time",
            TestingDashboards.onTime("x").replace("\"title\"", "\"tilte\""));
    HttpResponse<String> malformed = put("/api/v1/dashboards/on-time", "{\"kind\": ");

    HttpResponse<String> checked =
        post("/api/v1/dashboards/new/check", TestingWarehouse.ADA, named("new", "New"));
    HttpResponse<String> refused =
        post("/api/v1/dashboards/on-time/check", TestingWarehouse.ADA, TestingDashboards.broken());

    // Then
    assertThat(checked.statusCode()).isEqualTo(204);
    assertThat(get("/api/v1/dashboards/new", bearer(TestingWarehouse.ADA)).statusCode())
        .isEqualTo(404);
    assertThat(error(refused).path("message")).isEqualTo(error(broken).path("message"));
    assertThat(broken.statusCode()).isEqualTo(422);
    assertThat(error(broken).path("message").asText().lines()).hasSize(6);
    assertThat(unknownField.statusCode()).isEqualTo(422);
    assertThat(error(unknownField).path("message").asText()).contains("tilte");
    assertThat(malformed.statusCode()).isIn(400, 422);
    assertThat(error(malformed).path("message").asText()).contains("line 1");
  }

  private static String named(String name, String title) {
    return TestingDashboards.onTime(title).replace("\"on-time\"", "\"" + name + "\"");
  }

  @Test
  void shouldRefuseStaleVersions() throws Exception {
    // Given
    long version =
        json(get("/api/v1/dashboards/on-time", bearer(TestingWarehouse.ADA)))
            .path("version")
            .asLong();
    Map<String, String> headers =
        Map.of(
            "Authorization",
            "Bearer " + TestingWarehouse.ADA,
            "Content-Type",
            JSON,
            "If-Match",
            "\"" + version + "\"");

    // Then
    String renamed = TestingDashboards.onTime("Version " + version);
    assertThat(send("PUT", "/api/v1/dashboards/on-time", headers, renamed).statusCode())
        .isEqualTo(200);
    HttpResponse<String> late =
        send("PUT", "/api/v1/dashboards/on-time", headers, TestingDashboards.onTime("Late"));
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(error(late).path("code").asText()).isEqualTo("COMMIT_CONFLICT");
  }

  @Test
  void shouldRefuseHugeBodies() throws Exception {
    // Given more than the limit, with and without a length
    byte[] huge = new byte[BodyLimitFilter.BODY_BYTES_MAX + 1_000_000];
    Arrays.fill(huge, (byte) ' ');
    HttpRequest.Builder request =
        request("/api/v1/dashboards/on-time", TestingWarehouse.ADA).header("Content-Type", JSON);

    // Then
    for (HttpRequest.BodyPublisher body :
        List.of(
            BodyPublishers.ofByteArray(huge),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge)))) {
      int status;
      try {
        status =
            client.send(request.copy().PUT(body).build(), BodyHandlers.ofString()).statusCode();
      } catch (IOException e) {
        // The server closed the connection without reading the rest, as it may.
        status = 413;
      }
      assertThat(status).isEqualTo(413);
    }
    assertThat(get("/api/v1/dashboards", bearer(TestingWarehouse.ADA)).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAnswerUnknownPathsAsErrors() throws Exception {
    HttpResponse<String> unknown = get("/api/v1/nothing", bearer(TestingWarehouse.ADA));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(error(unknown).path("code").asText()).isEqualTo("RESOURCE_NOT_FOUND");
    assertThat(error(unknown).path("hint").asText()).contains("GET /api/v1/openapi ");
    HttpResponse<String> slug = get("/api/v1/dashboards/gone", bearer(TestingWarehouse.ADA));
    assertThat(slug.statusCode()).isEqualTo(404);
    assertThat(error(slug).path("message").asText()).contains("gone");
    assertThat(send("PATCH", "/api/v1/home", bearer(TestingWarehouse.ADA)).statusCode())
        .isEqualTo(405);
  }

  @Test
  void shouldKeepRolesForAdministrators() throws Exception {
    // Given
    String role =
        """
        {"members": ["bob"], "grants": [{"object": "default.flights", "privileges": ["SELECT"],
         "rowFilter": "origin = 'ORD'", "columnMasks": {"delay": "NULL"}}]}
        """;

    // Then
    assertThat(send("PUT", "/api/v1/roles/readers", json(TestingWarehouse.BOB), role).statusCode())
        .isEqualTo(403);
    HttpResponse<String> stored =
        send("PUT", "/api/v1/roles/readers", json(TestingWarehouse.ADA), role);
    assertThat(stored.statusCode()).isEqualTo(200);
    assertThat(json(get("/api/v1/roles/readers", bearer(TestingWarehouse.ADA))))
        .isEqualTo(json(stored));
    assertThat(json(get("/api/v1/roles", bearer(TestingWarehouse.ADA)))).contains(json(stored));
    HttpResponse<String> wrong =
        send(
            "PUT",
            "/api/v1/roles/readers",
            json(TestingWarehouse.ADA),
            "{\"members\": [], \"grants\": [{\"object\": \"x\", \"privileges\": [\"READ\"]}]}");
    assertThat(error(wrong).path("message").asText()).contains("READ");
    HttpResponse<String> refused =
        send(
            "PUT",
            "/api/v1/roles/readers",
            json(TestingWarehouse.ADA),
            "{\"members\": [\"nobody\"], \"grants\": []}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(error(refused).path("hint").asText()).isEqualTo("Create it first.");
    assertThat(send("DELETE", "/api/v1/roles/readers", bearer(TestingWarehouse.ADA)).statusCode())
        .isEqualTo(204);
    assertThat(get("/api/v1/roles/readers", bearer(TestingWarehouse.ADA)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void shouldServeTheApp() throws Exception {
    // When
    HttpResponse<String> page = get("/d/on-time?origin=ORD", Map.of("Accept", "text/html"));
    HttpResponse<String> script = get("/assets/main-1a2b3c.js", Map.of("Accept-Encoding", "gzip"));
    HttpResponse<String> again =
        get("/", Map.of("If-None-Match", page.headers().firstValue("ETag").orElseThrow()));

    // Then
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<!doctype html>");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self';", "frame-ancestors 'none'");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    assertThat(script.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(script.headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(get("/assets/gone.js", Map.of()).statusCode()).isEqualTo(404);
    assertThat(get("/../application.properties", Map.of()).body()).doesNotContain("quarkus");
    assertThat(
            get("/api/v1/session", bearer(TestingWarehouse.ADA))
                .headers()
                .firstValue("X-Content-Type-Options"))
        .hasValue("nosniff");
  }

  @Test
  void shouldReadEverythingElse() throws Exception {
    for (String url :
        List.of(
            "/api/v1/home",
            "/api/v1/search?q=flights",
            "/api/v1/dashboards",
            "/api/v1/notebooks",
            "/api/v1/catalog",
            "/api/v1/catalog/default/flights",
            "/api/v1/catalog/default/flights/snapshots",
            "/api/v1/catalog/default/flights/files",
            "/api/v1/catalog/default/flights/sample?limit=3",
            "/api/v1/dashboards/on-time/filters/origin/options?q=o")) {
      HttpResponse<String> answer = get(url, bearer(TestingWarehouse.ADA));
      assertThat(answer.statusCode()).as(url + " " + answer.body()).isEqualTo(200);
      assertThat(json(answer).size()).as(url).isPositive();
    }
  }

  private void assertRefused(HttpResponse<String> answer, String code, int line)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(error(answer).path("code").asText()).isEqualTo(code);
    assertThat(error(answer).path("line").asInt()).isEqualTo(line);
  }

  private HttpResponse<String> put(String url, String body) throws Exception {
    return send("PUT", url, json(TestingWarehouse.ADA), body);
  }

  private HttpResponse<String> post(String url, String token, String body) throws Exception {
    return send("POST", url, token == null ? Map.of("Content-Type", JSON) : json(token), body);
  }

  private HttpResponse<String> get(String url, Map<String, String> headers) throws Exception {
    return send("GET", url, headers);
  }

  private HttpResponse<String> send(String method, String url, Map<String, String> headers)
      throws Exception {
    return send(method, url, headers, "");
  }

  private HttpResponse<String> send(
      String method, String url, Map<String, String> headers, String body) throws Exception {
    HttpRequest.Builder request =
        request(url, null)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String url, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(url));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static Map<String, String> json(String token) {
    return Map.of("Authorization", "Bearer " + token, "Content-Type", JSON);
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return MAPPER.readTree(answer.body());
  }

  private static JsonNode error(HttpResponse<String> answer) throws IOException {
    return json(answer).path("error");
  }
}
