package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir sql}. */
@Command(
    name = "sql",
    description = "Run one statement and print its result.",
    footer = {
      "",
      "  ./weir sql \"SELECT count(*) FROM flights\"",
      "  ./weir sql --format csv -f report.sql > report.csv",
      "  echo 'SHOW TABLES' | ./weir sql -"
    })
final class SqlCommand implements Callable<Integer> {

  @Mixin Target target;

  @Parameters(
      arity = "0..1",
      paramLabel = "STATEMENT",
      description = "The statement; - reads it from standard input.")
  @Nullable String statement;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Read the statement from a file.")
  @Nullable Path file;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "How rows are printed: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  ResultFormat format;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Where unqualified table names are looked up (default: default).")
  @Nullable String namespace;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Stop the statement after so many seconds.")
  long timeoutSeconds;

  @Override
  public Integer call() throws Exception {
    String sql = readStatement();
    ApiClient client = target.client();
    try {
      String id = submit(client, sql);
      JsonNode status = QueryWait.await(client, id);
      JsonNode error = status.path("error");
      if (!error.isMissingNode() && !error.isNull()) {
        throw ApiClient.failure(error);
      }
      format.print(client, id, System.out);
      return 0;
    } catch (WeirException failure) {
      Terminal.endProgress();
      Terminal.printFailure(failure, sql);
      return 1;
    }
  }

  private String readStatement() throws IOException {
    if (file != null) {
      return Files.readString(file);
    }
    if (statement == null || statement.equals("-")) {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return statement;
  }

  private String submit(ApiClient client, String sql) {
    ObjectNode body = ApiClient.JSON.createObjectNode();
    body.put("sql", sql);
    if (namespace != null) {
      body.put("namespace", namespace);
    }
    if (timeoutSeconds > 0) {
      body.put("timeoutMillis", Math.multiplyExact(timeoutSeconds, 1_000));
    }
    return client.post("/api/v1/queries", body).path("id").asText();
  }
}
