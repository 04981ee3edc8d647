package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.local.folder.ProcessRecord;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir status}. */
@Command(
    name = "status",
    description = "Say what runs on the data folder, and whether each of its parts is ready.")
final class StatusCommand implements Callable<Integer> {
  @Mixin Target target;

  @Override
  public Integer call() {
    Optional<ProcessRecord> running = ProcessRecord.read(target.folder());
    if (running.isEmpty()) {
      System.out.println(
          "Nothing runs on " + target.folder().root() + ". Start it with ./weir up.");
      return 1;
    }
    ProcessRecord process = running.get();
    System.out.printf("web, REST, Iceberg  %s%n", process.url());
    System.out.printf("Flight SQL          grpc://127.0.0.1:%d%n", process.flightPort());
    System.out.printf("data folder         %s%n", target.folder().root());
    System.out.printf("log                 %s%n", target.folder().logs().resolve("weir.log"));
    System.out.printf("process             %d%n", process.pid());
    JsonNode parts = target.client().get("/api/v1/status");
    for (JsonNode part : parts.path("parts")) {
      System.out.printf(
          "%-19s %s%s%n",
          part.path("name").asText(),
          part.path("ready").asBoolean() ? "ready" : "not ready",
          part.path("detail").asText("").isEmpty() ? "" : ", " + part.path("detail").asText());
    }
    return parts.path("ready").asBoolean() ? 0 : 1;
  }
}
