package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Waits for a query, shows its progress after a second, and cancels it when the command is
 * interrupted.
 */
final class QueryWait {
  private static final long FIRST_POLL_MILLIS = 2;
  private static final long LAST_POLL_MILLIS = 200;
  private static final long QUIET_MILLIS = 1_000;

  private QueryWait() {}

  /** The final {@code QueryStatus}. */
  static JsonNode await(ApiClient client, String id) throws InterruptedException {
    Thread canceller = new Thread(() -> client.delete("/api/v1/queries/" + id));
    Runtime.getRuntime().addShutdownHook(canceller);
    long started = System.nanoTime();
    long pause = FIRST_POLL_MILLIS;
    JsonNode status = client.get("/api/v1/queries/" + id);
    while (!isFinal(status.path("state").asText())) {
      Thread.sleep(pause);
      pause = Math.min(LAST_POLL_MILLIS, pause * 2);
      status = client.get("/api/v1/queries/" + id);
      if ((System.nanoTime() - started) / 1_000_000 > QUIET_MILLIS) {
        Terminal.progress(Progress.describe(status));
      }
    }
    Terminal.endProgress();
    Runtime.getRuntime().removeShutdownHook(canceller);
    return status;
  }

  private static boolean isFinal(String state) {
    return state.equals("SUCCEEDED") || state.equals("FAILED") || state.equals("CANCELLED");
  }
}
