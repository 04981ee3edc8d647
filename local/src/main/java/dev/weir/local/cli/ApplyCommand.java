package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir apply}. */
@Command(
    name = "apply",
    description =
        "Create or change resources from YAML, as kubectl apply does, and wait until they are true.",
    footer = {"", "  ./weir apply -f examples/flights", "  ./weir apply -f dashboard.yaml"})
final class ApplyCommand implements Callable<Integer> {
  @Mixin Target target;

  @Option(
      names = {"-f", "--filename"},
      required = true,
      paramLabel = "PATH",
      description = "A YAML or JSON file, or a folder of them. Can be given several times.")
  List<Path> paths;

  @Override
  public Integer call() throws Exception {
    ApiClient client = target.client();
    sendAll(client, paths, true);
    return ResourceWait.untilSettled(client) ? 0 : 1;
  }

  /** Sends every file under {@code paths}; fails at the first that is refused. */
  static void sendAll(ApiClient client, List<Path> paths, boolean verbose) throws IOException {
    for (Path path : paths) {
      for (Path file : YamlFiles.under(path)) {
        String source = ApiClient.encode(file.toAbsolutePath().normalize().toString());
        JsonNode applied =
            client.put(
                "/api/v1/resources?source=" + source, "application/yaml", Files.readString(file));
        for (JsonNode item : applied.path("items")) {
          if (verbose) {
            System.out.printf(
                "%s/%s %s%n",
                item.path("kind").asText(),
                item.path("name").asText(),
                item.path("outcome").asText());
          }
        }
      }
    }
  }
}
