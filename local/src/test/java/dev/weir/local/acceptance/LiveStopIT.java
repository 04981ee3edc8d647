package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.local.acceptance.RunningWeir.Outcome;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged process stops without cutting anybody off who is there. */
class LiveStopIT {
  private static final int PATIENCE_SECONDS = 60;
  private static final int GOING_AWAY = 1001;

  @TempDir Path temp;

  @Test
  void shouldSayGoodByeAndLetRequestsEnd() throws Exception {
    try (RunningWeir weir = new RunningWeir(temp.resolve("data"));
        HttpClient client = HttpClient.newHttpClient()) {
      // Given
      weir.up();
      Listener listener = new Listener();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .header("Authorization", "Bearer " + weir.token())
              .buildAsync(URI.create(weir.url().replace("http", "ws") + "/api/v1/live"), listener)
              .join();
      assertThat(listener.greeting.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).contains("\"hello\"");

      // And a request of which the half is sent
      try (Socket request = new Socket("127.0.0.1", weir.process().httpPort())) {
        OutputStream out = request.getOutputStream();
        out.write(
            """
            POST /api/v1/tokens HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer %s\r
            Content-Type: application/json\r
            Content-Length: 2\r
            \r
            {"""
                .formatted(weir.token())
                .getBytes(StandardCharsets.US_ASCII));

        // When
        CompletableFuture<Outcome> down = CompletableFuture.supplyAsync(() -> weir.run("down"));

        // Then the client of the socket is told, and the other one may go on
        assertThat(listener.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(GOING_AWAY);
        assertThat(socket.isInputClosed()).isTrue();
        out.write("}".getBytes(StandardCharsets.US_ASCII));
        String answer =
            new String(request.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer).startsWith("HTTP/1.1 201");
        assertThat(down.get(PATIENCE_SECONDS, TimeUnit.SECONDS).exitCode()).isZero();
      }
      List<String> log = Files.readAllLines(temp.resolve("data/logs/weir.log"));
      assertThat(log)
          .isNotEmpty()
          .noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
    }
  }

  private static final class Listener implements WebSocket.Listener {
    private final CompletableFuture<String> greeting = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      greeting.complete(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      closed.completeExceptionally(failure);
    }
  }
}
