package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.web.WeirVersion;
import dev.weir.web.live.LiveSeats;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live sockets: who gets one, what is said on it, and how it ends. */
@QuarkusTest
@WithTestResource(TestingProcess.class)
@Timeout(180)
class LiveIT {
  private static final int SOCKETS_MAX = TestingProcess.SOCKETS_MAX;
  private static final int SOCKETS_OF_USER_MAX = TestingProcess.SOCKETS_OF_USER_MAX;
  private static final String PING = "{\"type\": \"ping\", \"id\": %s}";

  @TestHTTPResource("/")
  URI base;

  @Inject LocalNode node;
  @Inject MetaServiceBlockingStub meta;
  @Inject LiveSeats seats;
  private TestingApi admin;

  @BeforeEach
  void connect() {
    admin = new TestingApi(base, node.adminToken());
  }

  /** Every socket of a test is closed by it, and leaves nothing behind. */
  @AfterEach
  void awaitNoSocket() throws InterruptedException {
    for (int i = 0; i < 600 && seats.taken() > 0; i++) {
      Thread.sleep(100);
    }
    assertThat(seats.taken()).isZero();
  }

  @Test
  void shouldGreetAndAnswerPings() {
    try (TestingSocket socket = TestingSocket.as(admin)) {
      // Then
      JsonNode hello = socket.next();
      assertThat(hello.path("type").asText()).isEqualTo("hello");
      assertThat(hello.path("version").asText()).isEqualTo(WeirVersion.CURRENT);
      assertThat(hello.path("user").asText()).isEqualTo("admin");

      // When
      for (String id : List.of("7", "\"a \\\" b\"", "-1.5")) {
        socket.send(PING.formatted(id));
      }

      // Then in their order
      for (String id : List.of("7", "\"a \\\" b\"", "-1.5")) {
        assertThat(socket.next())
            .isEqualTo(TestingApi.json("{\"type\": \"pong\", \"id\": " + id + "}"));
      }
    }
  }

  @Test
  void shouldGreetABrowserOnAPageOfThisServer() {
    try (TestingSocket socket =
        TestingSocket.open(base, "Cookie", cookie(), "Origin", "http://" + base.getAuthority())) {
      assertThat(socket.next().path("user").asText()).isEqualTo("admin");
    }
  }

  @Test
  void shouldRefuseABrowserOnAPageOfAnotherSite() {
    String cookie = cookie();
    for (String origin :
        List.of(
            "http://evil.example",
            "https://" + base.getAuthority(),
            "http://" + base.getHost(),
            "http://" + base.getHost() + ":1",
            "http://evil.example/" + base.getAuthority(),
            "null")) {
      assertRefused(403, "PERMISSION_DENIED", "page", "Cookie", cookie, "Origin", origin);
    }
    assertRefused(403, "PERMISSION_DENIED", "page", "Cookie", cookie);
  }

  @Test
  void shouldRefuseWhoDoesNotSayWhoTheyAre() {
    String own = "http://" + base.getAuthority();
    assertRefused(401, "UNAUTHENTICATED", "no token");
    assertRefused(401, "UNAUTHENTICATED", "token", "Authorization", "Bearer weir_wrong");
    assertRefused(401, "UNAUTHENTICATED", "Bearer", "Authorization", node.adminToken());
    assertRefused(401, "UNAUTHENTICATED", "scheme", "Authorization", "Bearer ");
    assertRefused(401, "UNAUTHENTICATED", "ended", "Cookie", "weir_session=x", "Origin", own);
    assertRefused(401, "UNAUTHENTICATED", "no token", "Cookie", "weir_session=", "Origin", own);
  }

  @Test
  void shouldSayThatItTakesSocketsOnly() {
    HttpResponse<String> answer = admin.get("/api/v1/live");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(TestingApi.error(answer).path("message").asText()).contains("WebSocket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "{",
        "[]",
        "1",
        "null",
        "{}",
        "{\"type\": \"ping\"}",
        "{\"type\": \"ping\", \"id\": {}}",
        "{\"type\": \"ping\", \"id\": null}",
        "{\"type\": \"ping\", \"id\": 1, \"more\": 2}",
        "{\"type\": \"ping\", \"id\": 1} {}",
        "{\"type\": \"dance\", \"id\": 1}",
        "{\"type\": {\"type\": \"ping\"}, \"id\": 1}",
      })
  void shouldSayWhatItDoesNotUnderstandAndStay(String message) {
    try (TestingSocket socket = TestingSocket.as(admin)) {
      socket.next();
      assertError(socket.send(message).next(), "BAD_REQUEST");
      assertThat(socket.send(PING.formatted("2")).next().path("id").asInt()).isEqualTo(2);
    }
  }

  @Test
  void shouldNotTakeBytesAndStay() {
    try (TestingSocket socket = TestingSocket.as(admin)) {
      socket.next();
      assertError(socket.sendBytes(new byte[] {1, 2, 3}).next(), "BAD_REQUEST");
      assertThat(socket.send(PING.formatted("2")).next().path("id").asInt()).isEqualTo(2);
    }
  }

  @Test
  void shouldTakeMessagesUpToTheLimitAndCloseBeyond() {
    String large = "\"" + "x".repeat(16_000) + "\"";
    try (TestingSocket socket = TestingSocket.as(admin)) {
      socket.next();
      assertThat(socket.send(PING.formatted(large)).next().path("id").asText()).hasSize(16_000);

      // When
      socket.send(PING.formatted("\"" + "x".repeat(16_500) + "\""));

      // Then
      assertThat(socket.closeCode()).isEqualTo(1009);
      assertThat(socket.hasNext()).isFalse();
    }
  }

  @Test
  void shouldNotTakeALargeMessageInSmallParts() {
    try (TestingSocket socket = TestingSocket.as(admin)) {
      socket.next();
      String part = "x".repeat(10_000);
      socket.sendPart(part, false).sendPart(part, true);
      assertThat(socket.closeCode()).isEqualTo(1009);
      assertThat(socket.hasNext()).isFalse();
    }
  }

  @Test
  void shouldLimitTheSocketsOfAUserAndOfAll() {
    // Given
    TestingApi ivo = admin.asNewUser("ivo", meta);
    List<TestingSocket> open = new ArrayList<>();
    try {
      for (int i = 0; i < SOCKETS_OF_USER_MAX; i++) {
        open.add(TestingSocket.as(ivo));
        open.getLast().next();
      }

      // Then one user cannot have more, but others can
      assertRefused(503, "QUEUE_FULL", "4", "Authorization", "Bearer " + ivo.token());
      for (int i = SOCKETS_OF_USER_MAX; i < SOCKETS_MAX; i++) {
        open.add(TestingSocket.as(admin));
        open.getLast().next();
      }

      // And all together cannot have more
      assertRefused(503, "QUEUE_FULL", "6", "Authorization", "Bearer " + admin.token());

      // When
      open.removeLast().close();

      // Then there is room again, as soon as the server has seen it
      open.add(openWhenThereIsRoom(admin));
      assertThat(open.getLast().next().path("type").asText()).isEqualTo("hello");
    } finally {
      open.forEach(TestingSocket::close);
    }
  }

  private TestingSocket openWhenThereIsRoom(TestingApi user) {
    while (true) {
      try {
        return TestingSocket.as(user);
      } catch (CompletionException full) {
        assertThat(full).hasCauseInstanceOf(WebSocketHandshakeException.class);
      }
    }
  }

  @Test
  void shouldCloseTheSocketOfARevokedTokenAtItsNextMessage() {
    // Given
    TestingApi jana = admin.asNewUser("jana", meta);
    String id = TestingApi.json(jana.get("/api/v1/tokens")).get(0).path("id").asText();
    try (TestingSocket socket = TestingSocket.as(jana)) {
      assertThat(socket.next().path("user").asText()).isEqualTo("jana");

      // When
      assertThat(admin.delete("/api/v1/tokens/" + id).statusCode()).isEqualTo(204);
      socket.send(PING.formatted("1"));

      // Then
      assertError(socket.next(), "UNAUTHENTICATED");
      assertThat(socket.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void shouldPingSilentClientsAndKeepThoseThatAnswer() throws Exception {
    // Given a client that answers pings, and one that does not
    try (TestingSocket alive = TestingSocket.as(admin);
        Socket dead = new Socket(base.getHost(), base.getPort())) {
      alive.next();
      dead.getOutputStream()
          .write(
              """
              GET /api/v1/live HTTP/1.1\r
              Host: %s\r
              Authorization: Bearer %s\r
              Upgrade: websocket\r
              Connection: Upgrade\r
              Sec-WebSocket-Version: 13\r
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
              \r
              """
                  .formatted(base.getAuthority(), node.adminToken())
                  .getBytes(StandardCharsets.US_ASCII));

      // When the server has had enough
      byte[] came = readAll(dead.getInputStream());

      // Then it had asked before
      String text = new String(came, StandardCharsets.ISO_8859_1);
      assertThat(text).startsWith("HTTP/1.1 101").contains("\"hello\"");
      assertThat(text).contains("\u0089\u0000").contains("no sign of life");
      assertThat(alive.isOpen()).isTrue();
      assertThat(alive.send(PING.formatted("1")).next().path("id").asInt()).isEqualTo(1);
    }
  }

  private static byte[] readAll(InputStream from) {
    ByteArrayOutputStream came = new ByteArrayOutputStream();
    try {
      from.transferTo(came);
    } catch (IOException reset) {
      // The other end did not wait for ours; what came is what matters.
      return came.toByteArray();
    }
    return came.toByteArray();
  }

  @Test
  void shouldLiveThroughAFloodOfMessages() {
    // Given a client that sends and does not wait
    try (TestingSocket socket = TestingSocket.as(admin)) {
      socket.next();
      Throwable cut =
          catchThrowable(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  socket.send(PING.formatted(String.valueOf(i)));
                }
              });

      // Then it is answered in order, up to where it was too fast
      int answered = 0;
      while (socket.hasNext()) {
        assertThat(socket.next().path("id").asInt()).isEqualTo(answered++);
      }
      if (cut != null || !socket.isOpen()) {
        assertThat(socket.closeCode()).isEqualTo(1008);
      }
    }
    // And the server serves others
    assertThat(admin.get("/api/v1/session").statusCode()).isEqualTo(200);
  }

  private String cookie() {
    return new TestingApi(base, null)
        .post("/api/v1/session", "{\"token\": \"" + node.adminToken() + "\"}")
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow()
        .split(";", 2)[0];
  }

  /** A client of sockets sees the status; what the body says is asked for as plain HTTP. */
  private void assertRefused(int status, String code, String said, String... headers) {
    Throwable refused = catchThrowable(() -> TestingSocket.open(base, headers).close());
    assertThat(refused)
        .hasCauseInstanceOf(WebSocketHandshakeException.class)
        .satisfies(
            failure ->
                assertThat(
                        ((WebSocketHandshakeException) failure.getCause())
                            .getResponse()
                            .statusCode())
                    .isEqualTo(status));

    HttpRequest.Builder plain =
        new TestingApi(base, null)
            .request("/api/v1/live")
            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    for (int i = 0; i < headers.length; i += 2) {
      plain.header(headers[i], headers[i + 1]);
    }
    HttpResponse<String> answer = TestingApi.send(plain.GET());
    JsonNode error = TestingApi.error(answer);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("message").asText()).contains(said);
    assertThat(error.path("hint").asText()).isNotBlank();
  }

  private static void assertError(JsonNode message, String code) {
    assertThat(message.path("type").asText()).as(message.toString()).isEqualTo("error");
    assertThat(message.at("/error/code").asText()).as(message.toString()).isEqualTo(code);
    assertThat(message.at("/error/message").asText()).isNotBlank();
    assertThat(message.at("/error/hint").asText()).isNotBlank();
  }
}
