package dev.weir.local.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.apply.WeirApi;
import dev.weir.crds.table.TableLoad;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Loads a file through the REST door of this process, as {@code ./weir load} does, and follows it
 * to its end.
 */
public final class LoopbackUpload {
  private static final long POLL_MILLIS = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WeirApi api;
  private final URI base;
  private final String token;

  /**
   * @param api of this process
   * @param base its address
   * @param token the administrator's
   */
  public LoopbackUpload(WeirApi api, URI base, String token) {
    this.api = api;
    this.base = base;
    this.token = token;
  }

  /**
   * Loads {@code file}, all of it or nothing.
   *
   * @param table {@code namespace.table}
   * @param progress told of the query's status
   * @throws WeirException the query's failure
   */
  void load(String table, TableLoad load, Path file, Consumer<JsonNode> progress) {
    try {
      JsonNode status = send(table, load, file);
      String path = "/api/v1/queries/" + WeirApi.step(status.path("id").asText());
      while (!isFinal(status)) {
        progress.accept(status);
        Thread.sleep(POLL_MILLIS);
        status = api.get(path);
      }
      JsonNode error = status.path("error");
      if (error.isObject()) {
        throw failure(error);
      }
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE, "Loading " + file + " broke off: " + e.getMessage(), null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CANCELLED, "Loading " + file + " was interrupted.");
    }
  }

  private JsonNode send(String table, TableLoad load, Path file)
      throws IOException, InterruptedException {
    URI uri = base.resolve("/api/v1/uploads/" + encode(table) + "?" + query(load, file));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofFile(file))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode answer =
          JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
      if (answer.path("error").isObject() && !answer.has("id")) {
        throw failure(answer.path("error"));
      }
      return answer;
    }
  }

  private static String query(TableLoad load, Path file) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("format", load.format().name().toLowerCase(Locale.ROOT));
    options.put("name", file.getFileName().toString());
    if (load.rowNumberColumn() != null) {
      options.put("generateKey", load.rowNumberColumn());
    }
    if (!load.columns().isEmpty()) {
      options.put("columns", String.join(",", load.columns()));
    }
    // Sent twice because nobody heard how it ended, it is loaded once.
    options.put("loadId", load.source());
    options.putAll(load.options());
    return options.entrySet().stream()
        .map(option -> encode(option.getKey()) + "=" + encode(option.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static WeirException failure(JsonNode error) {
    return new WeirException(
        ErrorCode.valueOf(error.path("code").asText(ErrorCode.INTERNAL.name())),
        error.path("message").asText(),
        error.path("hint").asText(null));
  }

  private static boolean isFinal(JsonNode status) {
    String state = status.path("state").asText();
    return state.equals("SUCCEEDED") || state.equals("FAILED") || state.equals("CANCELLED");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
