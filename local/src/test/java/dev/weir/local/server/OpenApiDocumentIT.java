package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.weir.contracts.meta.v1.CreateTokenRequest;
import dev.weir.contracts.meta.v1.CreateTokenResponse;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Holds the committed OpenAPI document against what the process answers. When it fails, look at the
 * difference to {@code target/openapi.json}, copy it and run {@code npm run api} in {@code web/ui}.
 */
@QuarkusTest
@WithTestResource(TestingProcess.class)
class OpenApiDocumentIT {
  private static final Path COMMITTED = Path.of("../docs/reference/openapi.json");

  @TestHTTPResource("/")
  URI base;

  @Inject LocalNode node;
  @Inject MetaServiceBlockingStub meta;

  @Test
  void shouldBeTheCommittedDocument() throws Exception {
    // Given the document, which nobody needs a token for
    HttpResponse<String> answer = new TestingApi(base, null).get("/api/v1/openapi?format=json");
    String served =
        TestingApi.JSON
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(TestingApi.json(answer))
            + "\n";
    Files.writeString(Path.of("target/openapi.json"), served);

    // Then
    assertThat(Files.readString(COMMITTED)).isEqualTo(served);
  }

  @Test
  void shouldDescribeEveryAnswerAndEveryFailure() throws Exception {
    List<String> vague = new ArrayList<>();
    for (Call call : calls()) {
      JsonNode responses = call.operation().path("responses");
      assertThat(responses.at("/default/content/application~1json/schema/$ref").asText())
          .as(call.toString())
          .isEqualTo("#/components/schemas/ErrorBody");
      boolean described =
          responses.properties().stream()
              .filter(response -> response.getKey().startsWith("2"))
              .allMatch(
                  response ->
                      List.of("202", "204").contains(response.getKey())
                              && response.getValue().path("content").isMissingNode()
                          || isDescribed(response.getValue().path("content")));
      if (!described || call.operation().path("operationId").asText().isEmpty()) {
        vague.add(call.toString());
      }
    }
    assertThat(vague).isEmpty();
  }

  private static boolean isDescribed(JsonNode content) {
    return !content.isEmpty()
        && content
            .valueStream()
            .map(type -> type.path("schema"))
            .allMatch(schema -> schema.has("$ref") || schema.has("type"));
  }

  @Test
  void shouldNameOnlySchemasThatAreThere() throws Exception {
    JsonNode document = committed();
    TreeSet<String> named = new TreeSet<>();
    document.findValuesAsText("$ref").forEach(named::add);
    assertThat(named)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(document.at(name.substring(1)).isObject()).isTrue());
  }

  @Test
  void shouldAskForATokenThatIsGoodAtEveryCall() throws Exception {
    // Given tokens that were never good and tokens that no longer are
    TestingApi admin = new TestingApi(base, node.adminToken());
    admin.succeed("CREATE USER gone");
    admin.succeed("CREATE USER stays");
    String dropped = TestingApi.newToken("gone", meta).getToken();
    CreateTokenResponse revoked = TestingApi.newToken("stays", meta);
    admin.succeed("DROP USER gone");
    assertThat(admin.delete("/api/v1/tokens/" + revoked.getTokenId()).statusCode()).isEqualTo(204);
    List<String> headers =
        List.of(
            "Bearer",
            "Bearer ",
            "Bearer weir_wrong",
            "Bearer " + "x".repeat(5_000),
            "Bearer " + dropped,
            "Bearer " + revoked.getToken(),
            "Bearer " + expired(),
            "Basic " + node.adminToken(),
            node.adminToken());

    List<Call> calls = calls();
    for (Call call : calls) {
      if (call.operation().path("operationId").asText().equals("signIn")) {
        continue;
      }
      assertRefused(call, call.request(base), "");
      assertRefused(
          call,
          call.request(base).header("Cookie", "weir_session=x").header("X-Weir-Request", "1"),
          "");
      for (String header : headers) {
        assertRefused(call, call.request(base).header("Authorization", header), header);
      }
    }
    assertThat(calls).hasSizeGreaterThan(30);
    for (String header : headers) {
      String token = header.substring(header.indexOf(' ') + 1);
      assertThat(
              new TestingApi(base, null)
                  .post("/api/v1/session", "{\"token\": \"" + token + "\"}")
                  .statusCode())
          .isIn(header.endsWith(node.adminToken()) ? List.of(200) : List.of(400, 401));
    }
  }

  private String expired() throws InterruptedException {
    String token =
        meta.createToken(
                CreateTokenRequest.newBuilder()
                    .setTenant("default")
                    .setPrincipal("stays")
                    .setLifetimeSeconds(1)
                    .build())
            .getToken();
    TestingApi user = new TestingApi(base, token);
    for (int i = 0; i < 300 && user.get("/api/v1/session").statusCode() == 200; i++) {
      Thread.sleep(100);
    }
    return token;
  }

  private static void assertRefused(Call call, HttpRequest.Builder request, String secret) {
    HttpResponse<String> answer = TestingApi.send(request);
    assertThat(answer.statusCode()).as(call + " " + secret).isEqualTo(401);
    assertThat(TestingApi.error(answer).path("code").asText()).isEqualTo("UNAUTHENTICATED");
    if (secret.length() > "Bearer ".length()) {
      assertThat(answer.body()).doesNotContain(secret.substring(secret.indexOf(' ') + 1));
    }
  }

  @Test
  void shouldBeWhereHintsSayThatItIs() {
    TestingApi admin = new TestingApi(base, node.adminToken());
    for (HttpResponse<String> answer :
        List.of(
            admin.get("/api/v1/nothing"),
            admin.post("/api/v1/queries", "{"),
            admin.post("/api/v1/session", "{\"token\": 1"))) {
      String hint = TestingApi.error(answer).path("hint").asText();
      assertThat(hint).startsWith("GET /api/v1/openapi ");
    }
    assertThat(new TestingApi(base, null).get("/api/v1/openapi").statusCode()).isEqualTo(200);
  }

  private record Call(String method, String path, JsonNode operation) {
    /** With a body that it would understand, or nearly, so that only the token is wrong. */
    HttpRequest.Builder request(URI base) {
      return new TestingApi(base, null)
          .request(path.replaceAll("\\{[^}]*}", "x"))
          .header("Content-Type", bodyType())
          .method(method, BodyPublishers.ofString("{}"));
    }

    String bodyType() {
      return operation.at("/requestBody/content").properties().stream()
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse("application/json");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static List<Call> calls() throws IOException {
    List<Call> calls = new ArrayList<>();
    committed()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            calls.add(
                                new Call(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue()))));
    return calls;
  }

  private static JsonNode committed() throws IOException {
    return TestingApi.JSON.readTree(COMMITTED.toFile());
  }
}
