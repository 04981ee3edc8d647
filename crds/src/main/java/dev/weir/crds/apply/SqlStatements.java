package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.time.Duration;

/** Runs statements that define things through {@code /api/v1/queries}. Thread-safe. */
final class SqlStatements {
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LAST_PAUSE_MILLIS = 500;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private SqlStatements() {}

  /**
   * Runs {@code sql} to its end.
   *
   * @throws WeirException its failure; DEADLINE_EXCEEDED when it takes too long
   */
  static void run(WeirApi api, String sql) {
    ObjectNode body = WeirApi.object();
    body.put("sql", sql).put("cache", false).put("timeoutMillis", LIMIT.toMillis());
    JsonNode status = api.post("/api/v1/queries", body);
    long giveUp = System.nanoTime() + LIMIT.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (!isFinal(status)) {
      if (System.nanoTime() > giveUp) {
        throw new WeirException(
            ErrorCode.DEADLINE_EXCEEDED, "not done after " + LIMIT + ": " + sql, null);
      }
      sleep(pause);
      pause = Math.min(LAST_PAUSE_MILLIS, pause * 2);
      status = api.get("/api/v1/queries/" + WeirApi.step(status.path("id").asText()));
    }
    if (!status.path("state").asText().equals("SUCCEEDED")) {
      throw failure(status, sql);
    }
  }

  /** {@code "name"}, whatever is in it. */
  static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** {@code 'text'}, whatever is in it. */
  static String text(String value) {
    return '\'' + value.replace("'", "''") + '\'';
  }

  private static boolean isFinal(JsonNode status) {
    return switch (status.path("state").asText()) {
      case "SUCCEEDED", "FAILED", "CANCELLED" -> true;
      default -> false;
    };
  }

  private static WeirException failure(JsonNode status, String sql) {
    JsonNode error = status.path("error");
    ErrorCode code = ErrorCode.INTERNAL;
    for (ErrorCode known : ErrorCode.values()) {
      code = known.name().equals(error.path("code").asText()) ? known : code;
    }
    String hint = error.path("hint").isTextual() ? error.path("hint").textValue() : null;
    return new WeirException(code, error.path("message").asText("failed: " + sql), hint);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CANCELLED, "interrupted", null, e);
    }
  }
}
