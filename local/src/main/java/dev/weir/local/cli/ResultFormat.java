package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How {@code weir sql} prints rows. All but {@link #table} stream a result of any size. */
enum ResultFormat {
  /** For people: aligned columns, cut at 1,000 rows. */
  table {
    @Override
    void print(ApiClient client, String id, OutputStream out) throws IOException {
      JsonNode page = page(client, id, 0, TABLE_ROWS_MAX);
      try (Writer writer = writer(out)) {
        writer.write(TextTable.render(page.path("columns"), page.path("rows")));
        long total = page.path("rowCount").asLong();
        if (total > TABLE_ROWS_MAX) {
          writer.write(
              "(%,d of %,d rows; --format csv prints all)%n".formatted(TABLE_ROWS_MAX, total));
        }
      }
    }
  },
  /** RFC 4180 with a header; null is an empty field, an empty string is {@code ""}. */
  csv {
    @Override
    void print(ApiClient client, String id, OutputStream out) throws IOException {
      try (Writer writer = writer(out)) {
        forEachPage(
            client,
            id,
            (first, page) -> {
              if (first) {
                List<String> names = new ArrayList<>();
                page.path("columns").forEach(column -> names.add(Csv.field(column.path("name"))));
                writer.write(String.join(",", names) + "\n");
              }
              for (JsonNode row : page.path("rows")) {
                List<String> fields = new ArrayList<>();
                row.forEach(value -> fields.add(Csv.field(value)));
                writer.write(String.join(",", fields) + "\n");
              }
            });
      }
    }
  },
  /** One JSON object a line. */
  json {
    @Override
    void print(ApiClient client, String id, OutputStream out) throws IOException {
      try (Writer writer = writer(out)) {
        forEachPage(
            client,
            id,
            (first, page) -> {
              for (JsonNode row : page.path("rows")) {
                var object = ApiClient.JSON.createObjectNode();
                for (int i = 0; i < row.size(); i++) {
                  object.set(page.path("columns").get(i).path("name").asText(), row.get(i));
                }
                writer.write(object + "\n");
              }
            });
      }
    }
  },
  /** An Arrow IPC stream. */
  arrow {
    @Override
    void print(ApiClient client, String id, OutputStream out) {
      client.copy("/api/v1/queries/" + id + "/rows", "application/vnd.apache.arrow.stream", out);
    }
  };

  private static final int TABLE_ROWS_MAX = 1_000;
  private static final int PAGE_ROWS = 10_000;

  abstract void print(ApiClient client, String id, OutputStream out) throws IOException;

  private interface PageSink {
    void accept(boolean first, JsonNode page) throws IOException;
  }

  private static void forEachPage(ApiClient client, String id, PageSink sink) throws IOException {
    long offset = 0;
    while (true) {
      JsonNode page = page(client, id, offset, PAGE_ROWS);
      sink.accept(offset == 0, page);
      offset += page.path("rows").size();
      if (page.path("rows").isEmpty() || offset >= page.path("rowCount").asLong()) {
        return;
      }
    }
  }

  private static JsonNode page(ApiClient client, String id, long offset, int limit) {
    return client.get("/api/v1/queries/" + id + "/rows?offset=" + offset + "&limit=" + limit);
  }

  private static Writer writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
  }
}
