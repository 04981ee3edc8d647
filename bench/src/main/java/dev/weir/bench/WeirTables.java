package dev.weir.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.bench.weir.RestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is in Weir's tables, as its catalog page tells it. */
public final class WeirTables {
  private static final int FILES_MAX = 1000;

  private WeirTables() {}

  /** The data files of a table's current snapshot. */
  public static List<Path> filesOf(RestClient rest, String table) throws IOException {
    JsonNode answer = rest.get("/api/v1/catalog/default/" + table + "/files?limit=" + FILES_MAX);
    List<Path> files = new ArrayList<>();
    for (JsonNode file : answer.isArray() ? answer : answer.path("files")) {
      String path = file.path("path").asText();
      files.add(path.startsWith("file:") ? Path.of(URI.create(path)) : Path.of(path));
    }
    if (files.isEmpty()) {
      throw new IOException("table " + table + " has no files");
    }
    return files;
  }

  /** Whether there is a table of that name in namespace {@code default}. */
  public static boolean exists(RestClient rest, String table) throws IOException {
    for (JsonNode namespace : rest.get("/api/v1/catalog").path("namespaces")) {
      for (JsonNode found : namespace.path("tables")) {
        if (namespace.path("name").asText().equals("default")
            && found.path("name").asText().equals(table)) {
          return true;
        }
      }
    }
    return false;
  }
}
