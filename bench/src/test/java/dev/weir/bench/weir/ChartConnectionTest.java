package dev.weir.bench.weir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChartConnectionTest {
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/length", exchange -> answer(exchange, 200, false));
    server.createContext("/chunked", exchange -> answer(exchange, 200, true));
    server.createContext("/wrong", exchange -> answer(exchange, 422, false));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldReadAnswersOneAfterTheOtherOnOneConnection() throws IOException {
    try (ChartConnection connection =
        new ChartConnection(server.getAddress().getPort(), "secret")) {
      for (String path : new String[] {"/length", "/chunked", "/length", "/chunked"}) {
        assertThat(new String(connection.post(path, "{}"), UTF_8))
            .isEqualTo("POST {} by Bearer secret");
        assertThat(connection.cacheHit()).isTrue();
      }
      assertThatThrownBy(() -> connection.post("/wrong", "{}"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("422")
          .hasMessageContaining("by Bearer secret");
    }
  }

  private static void answer(HttpExchange exchange, int status, boolean chunked)
      throws IOException {
    byte[] body =
        (exchange.getRequestMethod()
                + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                + " by "
                + exchange.getRequestHeaders().getFirst("Authorization"))
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("X-Weir-Cache", "hit");
    exchange.sendResponseHeaders(status, chunked ? 0 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
