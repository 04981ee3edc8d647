package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.table.LoadLocation;
import dev.weir.crds.table.TableLoad;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Loads a file through the REST door, as {@code ./weir load} does, or an object of the warehouse's
 * store by COPY, and follows it to its end. Thread-safe.
 */
final class TableUpload {
  private static final long POLL_MILLIS = 100;

  private final WeirApi api;

  TableUpload(WeirApi api) {
    this.api = api;
  }

  /**
   * Loads {@code file}, all of it or nothing.
   *
   * @param table {@code namespace.table}
   * @param progress told of the query's status
   * @throws WeirException the query's failure
   */
  void load(String table, TableLoad load, Path file, Consumer<JsonNode> progress) {
    follow(
        api.upload("/api/v1/uploads/" + WeirApi.step(table) + "?" + query(load, file), file),
        load,
        progress);
  }

  /** Loads an object of the store; as {@link #load}. */
  void copy(
      String table, TableLoad load, LoadLocation.BucketObject object, Consumer<JsonNode> progress) {
    ObjectNode body = WeirApi.object();
    body.put("sql", CopyObject.sql(table, load, object)).put("cache", false);
    follow(api.post("/api/v1/queries", body), load, progress);
  }

  private void follow(JsonNode begun, TableLoad load, Consumer<JsonNode> progress) {
    try {
      JsonNode status = begun;
      String path = "/api/v1/queries/" + WeirApi.step(status.path("id").asText());
      while (!isFinal(status)) {
        progress.accept(status);
        Thread.sleep(POLL_MILLIS);
        status = api.get(path);
      }
      JsonNode error = status.path("error");
      if (error.isObject()) {
        throw WeirApi.failure(error);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(
          ErrorCode.CANCELLED, "Loading " + load.source() + " was interrupted.");
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
        .map(option -> WeirApi.step(option.getKey()) + "=" + WeirApi.step(option.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static boolean isFinal(JsonNode status) {
    String state = status.path("state").asText();
    return state.equals("SUCCEEDED") || state.equals("FAILED") || state.equals("CANCELLED");
  }
}
