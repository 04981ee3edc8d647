package dev.weir.crds.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The REST API of one warehouse, as JSON. Thread-safe. */
public final class WeirApi implements AutoCloseable {
  /** Bytes of one answer. */
  public static final long ANSWER_BYTES_MAX = 64_000_000;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(30);
  private static final int HTTP_INTERNAL = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final Supplier<String> token;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param base {@code http://127.0.0.1:7400}, without a path
   * @param token asked for at each request, so that it can be exchanged; never logged
   * @param timeout of one request
   */
  public WeirApi(URI base, Supplier<String> token, Duration timeout) {
    this(base, token, timeout, null);
  }

  /**
   * The same over TLS of one's own.
   *
   * @param tls whom to believe, and what to show; null: what the JVM does
   */
  public WeirApi(URI base, Supplier<String> token, Duration timeout, @Nullable SSLContext tls) {
    this.base = base;
    this.token = token;
    this.timeout = timeout;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
    this.client = (tls == null ? builder : builder.sslContext(tls)).build();
  }

  /** What is at {@code path}; empty when nothing is. */
  public Optional<JsonNode> find(String path) {
    HttpResponse<String> answer = send("GET", path, null);
    return answer.statusCode() == 404 ? Optional.empty() : Optional.of(read(answer));
  }

  /**
   * What is at {@code path}.
   *
   * @throws WeirException the failure that the server answers with; UNAVAILABLE when none answers
   */
  public JsonNode get(String path) {
    return read(send("GET", path, null));
  }

  /** Puts {@code body} there; the answer. Fails as {@link #get}. */
  public JsonNode put(String path, JsonNode body) {
    return read(send("PUT", path, body));
  }

  /** Posts {@code body}; the answer. Fails as {@link #get}. */
  public JsonNode post(String path, JsonNode body) {
    return read(send("POST", path, body));
  }

  /**
   * Posts a file; the answer. Fails as {@link #get}.
   *
   * @param file sent as it is
   */
  JsonNode upload(String path, Path file) {
    try {
      return read(
          send(
              request(path)
                  .timeout(UPLOAD_TIMEOUT)
                  .header("Content-Type", "application/octet-stream")
                  .POST(HttpRequest.BodyPublishers.ofFile(file))
                  .build()));
    } catch (FileNotFoundException e) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "There is no file " + file + ".",
          "Check load in the Table.",
          e);
    }
  }

  /** Deletes what is there; false when nothing was. Fails as {@link #get}. */
  public boolean delete(String path) {
    HttpResponse<String> answer = send("DELETE", path, null);
    if (answer.statusCode() == 404) {
      return false;
    }
    JsonNode unused = read(answer);
    return true;
  }

  /** One step of a path with everything escaped that would end it. */
  public static String step(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** An empty object to fill as a body. */
  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(timeout)
        .header("Authorization", "Bearer " + token.get())
        .header("Accept", "application/json");
  }

  private HttpResponse<String> send(String method, String path, @Nullable JsonNode body) {
    HttpRequest.Builder request = request(path);
    if (body == null) {
      return send(request.method(method, HttpRequest.BodyPublishers.noBody()).build());
    }
    return send(
        request
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    String call = request.method() + " " + request.uri().getPath();
    try {
      return client.send(
          request,
          HttpResponse.BodyHandlers.limiting(
              HttpResponse.BodyHandlers.ofString(), ANSWER_BYTES_MAX));
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          call + ": " + base + " does not answer: " + e.getMessage(),
          "see whether the warehouse runs; this is tried again",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CANCELLED, call + " was interrupted", null, e);
    }
  }

  private static JsonNode read(HttpResponse<String> answer) {
    JsonNode body = parse(answer);
    if (answer.statusCode() / 100 == 2) {
      return body;
    }
    JsonNode error = body.path("error");
    String call = answer.request().method() + " " + answer.request().uri().getPath();
    throw new WeirException(
        codeOf(error.path("code").asText(""), answer.statusCode()),
        error.path("message").asText(call + " answered " + answer.statusCode()),
        error.path("hint").isTextual() ? error.path("hint").textValue() : null);
  }

  /** The failure that an answer tells of. */
  static WeirException failure(JsonNode error) {
    return new WeirException(
        codeOf(error.path("code").asText(""), HTTP_INTERNAL),
        error.path("message").asText(),
        error.path("hint").asText(null));
  }

  private static JsonNode parse(HttpResponse<String> answer) {
    try {
      return answer.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      if (answer.statusCode() / 100 != 2) {
        return MissingNode.getInstance(); // a proxy's page; the status says enough
      }
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          answer.request().uri().getPath() + " did not answer with JSON",
          "see whether something else listens there",
          e);
    }
  }

  private static ErrorCode codeOf(String name, int status) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return switch (status) {
      case 400, 422 -> ErrorCode.BAD_REQUEST;
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.PERMISSION_DENIED;
      case 404 -> ErrorCode.RESOURCE_NOT_FOUND;
      case 409, 412 -> ErrorCode.COMMIT_CONFLICT;
      case 502, 503, 504 -> ErrorCode.UNAVAILABLE;
      default -> ErrorCode.INTERNAL;
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
