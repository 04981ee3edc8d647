package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir audit ls}. */
@Command(
    name = "ls",
    description = {
      "List what was done, the newest first: who signed in, looked at, changed or deleted what, made",
      "tokens, changed rights, and what was refused."
    },
    footer = {
      "",
      "  ./weir audit ls --limit 20",
      "  ./weir audit ls --user alice --format json > alice.json"
    })
final class AuditListCommand implements Callable<Integer> {
  private static final int PAGE_MAX = 1_000;

  enum Format {
    /** For people: aligned columns. */
    table,
    /** As the server tells it, one JSON object a line. */
    json
  }

  @Mixin Target target;
  @Spec CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many entries (default: ${DEFAULT-VALUE}).")
  int limit;

  @Option(names = "--user", paramLabel = "NAME", description = "Only what this user did.")
  @Nullable String user;

  @Option(
      names = "--format",
      defaultValue = "table",
      description =
          "How entries are printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Format format;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit is a number from 1.");
    }
    List<JsonNode> entries = load(target.client());
    String text = format == Format.json ? lines(entries) : table(entries);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
    return 0;
  }

  private List<JsonNode> load(ApiClient client) {
    List<JsonNode> entries = new ArrayList<>();
    String before = null;
    do {
      JsonNode page = client.get(path(Math.min(PAGE_MAX, limit - entries.size()), before));
      page.path("entries").forEach(entries::add);
      before = page.path("next").asText(null);
    } while (before != null && entries.size() < limit);
    return entries;
  }

  private static String lines(List<JsonNode> entries) {
    return entries.stream().map(entry -> entry + "\n").collect(Collectors.joining());
  }

  private static String table(List<JsonNode> entries) {
    ArrayNode columns = ApiClient.JSON.createArrayNode();
    for (String title : List.of("TIME", "USER", "ACTION", "OBJECT", "OUTCOME")) {
      columns.addObject().put("name", title).put("type", "VARCHAR");
    }
    ArrayNode rows = ApiClient.JSON.createArrayNode();
    for (JsonNode entry : entries) {
      rows.addArray()
          .add(Instant.ofEpochMilli(entry.path("epochMillis").asLong()).toString())
          .add(entry.path("user").asText())
          .add(entry.path("action").asText())
          .add(entry.path("object").asText())
          .add(entry.path("outcome").asText());
    }
    return TextTable.render(columns, rows);
  }

  private String path(int count, @Nullable String before) {
    return "/api/v1/audit?limit="
        + count
        + (before == null ? "" : "&before=" + ApiClient.encode(before))
        + (user == null ? "" : "&user=" + ApiClient.encode(user));
  }
}
