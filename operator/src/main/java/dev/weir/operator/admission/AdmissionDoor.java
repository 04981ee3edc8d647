package dev.weir.operator.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.operator.tls.Credential;
import dev.weir.operator.tls.ServingKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the API server asks, over TLS. The API server does not say who it is; whoever knows the
 * secret path is taken for it, so that nobody else learns names of tables from hints. Thread-safe.
 */
public final class AdmissionDoor implements AutoCloseable {
  /** Bytes of one request: a resource as it is and as it would be. */
  static final int BODY_BYTES_MAX = 3 * 1024 * 1024;

  /** Bytes of all requests that are in work. */
  static final int ALL_BYTES_MAX = 4 * BODY_BYTES_MAX;

  /** What a request counts for at the least, so that there are no more than 192 at once. */
  static final int REQUEST_BYTES_MIN = 64 * 1024;

  /** Until the body of a request must be here. */
  private static final Duration BODY_LIMIT = Duration.ofSeconds(4);

  private static final Logger LOG = LoggerFactory.getLogger(AdmissionDoor.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Admission admission;
  private final ServingKey key = new ServingKey();
  private final HttpsServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore bytes = new Semaphore(ALL_BYTES_MAX);
  private volatile String path = "";
  private boolean open;

  /**
   * Takes the port; answers nobody before {@link #use}.
   *
   * @throws WeirException PORT_IN_USE
   */
  public AdmissionDoor(InetSocketAddress address, Admission admission) {
    this.admission = admission;
    try {
      server = HttpsServer.create(address, 0);
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.PORT_IN_USE,
          "cannot listen for the webhook on " + address + ": " + e.getMessage(),
          "free the port, or set another one",
          e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(key.context()));
    server.setExecutor(workers);
    server.createContext("/", this::handle);
  }

  /** Shows that certificate and answers on that path from now on. */
  public synchronized void use(Credential serving, String secretPath) {
    key.use(serving);
    path = secretPath;
    if (!open) {
      open = true;
      server.start();
    }
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      int status = exchange.getRequestMethod().equals("POST") ? 200 : 405;
      status = isKnown(exchange.getRequestURI().getPath()) ? status : 404;
      if (status == 200) {
        serve(exchange);
      } else {
        exchange.sendResponseHeaders(status, -1);
      }
    } catch (IOException e) {
      LOG.debug("connection lost", e);
    } catch (RuntimeException e) {
      LOG.error("a review failed", e); // The API server goes on without.
    }
  }

  private boolean isKnown(String asked) {
    return MessageDigest.isEqual(
        asked.getBytes(StandardCharsets.UTF_8), path.getBytes(StandardCharsets.UTF_8));
  }

  private void serve(HttpExchange exchange) throws IOException {
    long length = length(exchange);
    if (length > BODY_BYTES_MAX) {
      exchange.sendResponseHeaders(413, -1);
      return;
    }
    int share = (int) Math.max(length < 0 ? BODY_BYTES_MAX : length, REQUEST_BYTES_MIN);
    if (!bytes.tryAcquire(share)) {
      LOG.warn("too many reviews at once");
      exchange.sendResponseHeaders(503, -1);
      return;
    }
    try {
      review(exchange);
    } finally {
      bytes.release(share);
    }
  }

  private static long length(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Content-Length");
    return given == null ? -1 : Long.parseLong(given.strip()); // the server has read it, too
  }

  private void review(HttpExchange exchange) throws IOException {
    byte[] body = body(exchange);
    if (body.length > BODY_BYTES_MAX) {
      exchange.sendResponseHeaders(413, -1);
      return;
    }
    Optional<AdmissionRequest> request = AdmissionRequest.of(parse(body));
    if (request.isEmpty()) {
      exchange.sendResponseHeaders(400, -1);
      return;
    }
    byte[] answer = JSON.writeValueAsBytes(admission.answer(request.get()));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
  }

  /** One byte more than is allowed at the most. Who is slow is cut off. */
  private byte[] body(HttpExchange exchange) throws IOException {
    Future<byte[]> body =
        workers.submit(() -> exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1));
    try {
      return body.get(BODY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("the request did not arrive", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the operator stops", e);
    } finally {
      body.cancel(true);
    }
  }

  private static JsonNode parse(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /** Gives up what is not answered yet. */
  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
