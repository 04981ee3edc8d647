package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir delete}. */
@Command(
    name = "delete",
    description = {
      "Delete a resource.",
      "A Table's data stays unless its deletionPolicy is Delete."
    })
final class DeleteCommand implements Callable<Integer> {
  @Mixin Target target;

  @Parameters(index = "0", paramLabel = "KIND", description = "A kind, its plural or short name.")
  String kind;

  @Parameters(index = "1", paramLabel = "NAME", description = "Its name.")
  String name;

  @Override
  public Integer call() {
    JsonNode answer =
        target
            .client()
            .delete("/api/v1/resources/" + ApiClient.encode(kind) + "/" + ApiClient.encode(name));
    System.out.println(answer.path("message").asText(kind + "/" + name + " deleted"));
    return 0;
  }
}
