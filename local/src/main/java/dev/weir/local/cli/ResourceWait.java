package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Watches applied resources become true, and says on the terminal how far they are. */
final class ResourceWait {
  private static final long POLL_MILLIS = 150;

  private ResourceWait() {}

  /**
   * Waits until every resource is ready or has failed, printing each once with its outcome.
   *
   * @return whether all are ready
   */
  static boolean untilSettled(ApiClient client) throws InterruptedException {
    Set<String> printed = new HashSet<>();
    while (true) {
      JsonNode items = client.get("/api/v1/resources").path("items");
      List<String> waiting = new ArrayList<>();
      boolean allReady = true;
      for (JsonNode item : items) {
        String id = item.path("kind").asText() + "/" + item.path("name").asText();
        String phase = item.path("phase").asText();
        if (phase.equals("Pending")) {
          waiting.add(id + ": " + item.path("message").asText("waiting"));
        } else if (printed.add(id)) {
          Terminal.endProgress();
          System.out.printf(
              "  %s %s: %s%n",
              phase.equals("Ready") ? "✓" : "✗", id, item.path("message").asText(phase));
        }
        allReady &= phase.equals("Ready");
      }
      if (waiting.isEmpty()) {
        Terminal.endProgress();
        return allReady;
      }
      Terminal.progress("  " + waiting.getFirst());
      Thread.sleep(POLL_MILLIS);
    }
  }
}
