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
      List<JsonNode> pending = inPhase(items, "Pending");
      inPhase(items, "Ready").forEach(item -> print(item, printed));
      if (pending.isEmpty()) {
        // Only now is a failure one: what was pending could have been its cause.
        List<JsonNode> failed = inPhase(items, "Failed");
        failed.forEach(item -> print(item, printed));
        Terminal.endProgress();
        return failed.isEmpty();
      }
      JsonNode first = pending.getFirst();
      Terminal.progress("  " + id(first) + ": " + first.path("message").asText("waiting"));
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static List<JsonNode> inPhase(JsonNode items, String phase) {
    List<JsonNode> found = new ArrayList<>();
    items.forEach(
        item -> {
          if (item.path("phase").asText().equals(phase)) {
            found.add(item);
          }
        });
    return found;
  }

  private static void print(JsonNode item, Set<String> printed) {
    if (printed.add(id(item))) {
      Terminal.endProgress();
      String mark = item.path("phase").asText().equals("Ready") ? "✓" : "✗";
      System.out.printf("  %s %s: %s%n", mark, id(item), item.path("message").asText());
    }
  }

  private static String id(JsonNode item) {
    return item.path("kind").asText() + "/" + item.path("name").asText();
  }
}
