package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir get}. */
@Command(
    name = "get",
    description = "List resources, or print one.",
    footer = {
      "",
      "  ./weir get all",
      "  ./weir get dashboards",
      "  ./weir get tbl flights -o yaml"
    })
final class GetCommand implements Callable<Integer> {
  enum Output {
    table,
    yaml,
    json
  }

  @Mixin Target target;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "A kind, its plural or short name, or all.")
  String kind;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "One resource.")
  @Nullable String name;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Output output;

  @Override
  public Integer call() {
    ApiClient client = target.client();
    String path =
        "/api/v1/resources"
            + (kind.equalsIgnoreCase("all") ? "" : "/" + ApiClient.encode(kind))
            + (name == null ? "" : "/" + ApiClient.encode(name));
    if (output == Output.yaml) {
      client.copy(path, "application/yaml", System.out);
      return 0;
    }
    JsonNode answer = client.get(path);
    if (output == Output.json) {
      byte[] pretty = answer.toPrettyString().getBytes(StandardCharsets.UTF_8);
      System.out.write(pretty, 0, pretty.length);
      System.out.println();
      return 0;
    }
    printTable(
        answer.has("items") ? answer.path("items") : ApiClient.JSON.createArrayNode().add(answer));
    return 0;
  }

  private static void printTable(JsonNode items) {
    var columns = ApiClient.JSON.createArrayNode();
    for (String title : new String[] {"KIND", "NAME", "READY", "MESSAGE"}) {
      columns.addObject().put("name", title).put("type", "VARCHAR");
    }
    var rows = ApiClient.JSON.createArrayNode();
    for (JsonNode item : items) {
      rows.addArray()
          .add(item.path("kind").asText())
          .add(item.path("name").asText())
          .add(item.path("phase").asText())
          .add(item.path("message").asText());
    }
    System.out.print(
        rows.isEmpty()
            ? "No resources. Apply some with ./weir apply -f PATH.\n"
            : TextTable.render(columns, rows));
  }
}
