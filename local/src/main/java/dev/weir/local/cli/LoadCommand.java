package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir load}. */
@Command(
    name = "load",
    description = "Load files into a table: each file whole, or nothing of it.",
    footer = {
      "",
      "  ./weir load orders orders.parquet --primary-key id",
      "  ./weir load sales.orders 2026-*.csv.gz --on-error report"
    })
final class LoadCommand implements Callable<Integer> {
  @Mixin Target target;

  @Parameters(index = "0", paramLabel = "TABLE", description = "table or namespace.table")
  String table;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "CSV, JSON or Parquet files.")
  List<Path> files;

  @Option(
      names = "--primary-key",
      split = ",",
      paramLabel = "COLUMN",
      description =
          "Make the table when it is not there, with these columns as its primary key and the file's columns.")
  @Nullable List<String> primaryKey;

  @Option(
      names = "--generate-key",
      paramLabel = "COLUMN",
      description = "Number the rows in a column of this name, which is then the primary key.")
  @Nullable String generateKey;

  @Option(
      names = "--format",
      description = "${COMPLETION-CANDIDATES} (default: by the file's name).")
  @Nullable FileFormat format;

  @Option(
      names = "--on-error",
      defaultValue = "fail",
      description =
          "fail: refuse the file at the first bad row; report: load the good rows, keep the bad ones beside.")
  OnError onError;

  enum FileFormat {
    csv,
    json,
    parquet
  }

  enum OnError {
    fail,
    report
  }

  @Override
  public Integer call() throws Exception {
    for (Path file : files) {
      if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
        throw new WeirException(
            ErrorCode.BAD_INPUT_FILE,
            "There is no readable file " + file + ".",
            "Nothing was loaded.");
      }
    }
    ApiClient client = target.client();
    for (Path file : files) {
      loadOne(client, file);
    }
    return 0;
  }

  private void loadOne(ApiClient client, Path file) throws Exception {
    long started = System.nanoTime();
    long bytes = Files.size(file);
    Terminal.progress("  sending " + file.getFileName() + ", " + Progress.bytes(bytes));
    JsonNode status =
        QueryWait.await(client, client.postFile(path(file), file).path("id").asText());
    JsonNode error = status.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      throw ApiClient.failure(error);
    }
    JsonNode row =
        client
            .get("/api/v1/queries/" + status.path("id").asText() + "/rows?offset=0&limit=1")
            .path("rows")
            .path(0);
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: %,d rows, %s in %.1f s%n",
        file.getFileName(),
        row.path(0).asLong(),
        Progress.bytes(bytes),
        seconds);
  }

  private String path(Path file) {
    FileFormat chosen = format != null ? format : byName(file);
    StringBuilder path =
        new StringBuilder("/api/v1/uploads/")
            .append(ApiClient.encode(table.contains(".") ? table : "default." + table))
            .append("?format=")
            .append(chosen)
            .append("&name=")
            .append(ApiClient.encode(file.getFileName().toString()))
            .append("&onError=")
            .append(onError);
    if (primaryKey != null) {
      path.append("&primaryKey=").append(ApiClient.encode(String.join(",", primaryKey)));
    }
    if (generateKey != null) {
      path.append("&generateKey=").append(ApiClient.encode(generateKey));
    }
    return path.toString();
  }

  private static FileFormat byName(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return FileFormat.csv;
    }
    if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return FileFormat.json;
    }
    if (name.endsWith(".parquet")) {
      return FileFormat.parquet;
    }
    throw new WeirException(
        ErrorCode.BAD_REQUEST,
        "The name of " + file + " does not tell its format.",
        "Say --format csv, json or parquet.");
  }
}
