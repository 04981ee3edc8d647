package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The REST API as the command line uses it. HttpURLConnection, because it starts in a tenth of the
 * time of the newer client, and the command line lives for one or two calls.
 */
final class ApiClient {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final String baseUrl;
  private final String token;

  ApiClient(String baseUrl, String token) {
    this.baseUrl = baseUrl;
    this.token = token;
  }

  JsonNode get(String path) {
    return json(open("GET", path, null));
  }

  JsonNode delete(String path) {
    return json(open("DELETE", path, null));
  }

  JsonNode post(String path, JsonNode body) {
    return json(sending("POST", path, "application/json", body.toString()));
  }

  JsonNode put(String path, String contentType, String body) {
    return json(sending("PUT", path, contentType, body));
  }

  /** Sends a file as it is, without holding it in memory. */
  JsonNode postFile(String path, Path file) {
    try {
      HttpURLConnection connection = connect("POST", path, null);
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/octet-stream");
      connection.setFixedLengthStreamingMode(Files.size(file));
      try (OutputStream out = connection.getOutputStream()) {
        Files.copy(file, out);
      }
      return json(connection);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Copies the answer to {@code out} as it is. */
  void copy(String path, String accept, OutputStream out) {
    HttpURLConnection connection = open("GET", path, accept);
    try (InputStream in = answer(connection)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** HTTP status of a call that needs no token, or -1 when nobody answers. */
  static int probe(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
      connection.setReadTimeout(CONNECT_TIMEOUT_MILLIS);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status;
    } catch (IOException nobodyAnswers) {
      return -1;
    }
  }

  static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpURLConnection sending(String method, String path, String contentType, String body) {
    try {
      HttpURLConnection connection = connect(method, path, null);
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", contentType);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      // Not in streaming mode, in which the JDK hides the body of a 401.
      try (OutputStream out = connection.getOutputStream()) {
        out.write(bytes);
      }
      return connection;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private HttpURLConnection open(String method, String path, @Nullable String accept) {
    try {
      return connect(method, path, accept);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private HttpURLConnection connect(String method, String path, @Nullable String accept)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(baseUrl + path).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    connection.setRequestProperty("Authorization", "Bearer " + token);
    connection.setRequestProperty("Accept", accept == null ? "application/json" : accept);
    return connection;
  }

  private JsonNode json(HttpURLConnection connection) {
    try (InputStream in = answer(connection)) {
      byte[] bytes = in.readAllBytes();
      return bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static InputStream answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status < 400) {
      return connection.getInputStream();
    }
    try (InputStream error = connection.getErrorStream()) {
      byte[] bytes = error == null ? new byte[0] : error.readAllBytes();
      throw failure(status, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static WeirException failure(int status, String body) {
    try {
      return failure(JSON.readTree(body).path("error"));
    } catch (IOException | IllegalArgumentException notOurs) {
      return new WeirException(
          ErrorCode.UNAVAILABLE,
          "The server answered with status " + status + ".",
          "See the log: ./weir status names it.");
    }
  }

  /** The failure that the {@code error} object of an answer describes. */
  static WeirException failure(JsonNode error) {
    SourcePosition position =
        error.hasNonNull("line")
            ? new SourcePosition(
                error.path("line").asInt(),
                error.path("column").asInt(1),
                error.path("length").asInt(1))
            : null;
    return new WeirException(
        ErrorCode.valueOf(error.path("code").asText()),
        error.path("message").asText(),
        error.path("hint").asText(null),
        position,
        null);
  }

  private WeirException unreachable(IOException e) {
    return new WeirException(
        ErrorCode.UNAVAILABLE,
        "Weir does not answer at "
            + baseUrl
            + (e instanceof ConnectException ? "." : ": " + e.getMessage()),
        "Start it with ./weir up, or see ./weir doctor.",
        e);
  }
}
