package dev.weir.local.server;

import dev.weir.web.server.UiRoutes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process does that was started only to make the JVM's ahead-of-time cache: it uses each
 * door once, so that their classes are in the cache, and ends.
 */
final class TrainingRun {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  /** So often what matters is used: the cache also keeps which methods are hot. */
  private static final int ROUNDS = 20;

  private static final int HTTP_ERROR = 400;

  private static final List<String> BEFORE =
      List.of(
          "CREATE TABLE training (id BIGINT, day DATE, name VARCHAR, PRIMARY KEY (id))",
          "INSERT INTO training SELECT number, DATE '2026-01-01', 'n' || number FROM numbers_mt(1000)");

  private static final List<String> QUERIES =
      List.of(
          "SELECT name, count(*), sum(id) FROM training WHERE id > 10 GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
          "EXPLAIN ANALYZE SELECT * FROM training WHERE id = 7",
          "SHOW TABLES");

  private static final List<String> AFTER =
      List.of(
          "UPDATE training SET name = 'x' WHERE id = 7",
          "DELETE FROM training WHERE id = 8",
          "DROP TABLE training");

  private static final String DASHBOARD =
      """
      {"apiVersion": "weir.dev/v1alpha1", "kind": "Dashboard", "metadata": {"name": "training"},
       "spec": {
         "warehouseRef": {"name": "local"}, "title": "Training",
         "filters": [{"name": "day", "title": "Day", "type": "DateRange",
                      "targets": [{"table": "training", "column": "day"}]}],
         "queries": [{"name": "days", "sql": "SELECT day, count(*) AS n FROM training GROUP BY 1"}],
         "charts": [
           {"name": "n", "title": "Rows", "type": "BigNumber", "query": "days",
            "encoding": {"value": "n"}}]}}
      """;

  private static final List<String> APP = List.of("/", "/login");

  private static final List<String> PAGES =
      List.of(
          "/health/ready",
          "/metrics",
          "/api/v1/session",
          "/api/v1/home",
          "/api/v1/dashboards",
          "/api/v1/dashboards/training",
          "/api/v1/notebooks",
          "/api/v1/catalog",
          "/api/v1/resources",
          "/api/v1/queries?limit=10",
          "/iceberg/v1/config",
          "/iceberg/v1/namespaces");

  private final String url;
  private final String token;

  TrainingRun(String url, String token) {
    this.url = url;
    this.token = token;
  }

  /** Uses every door; false, and a line in the log, when that did not go well. */
  boolean run() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      execute(client, BEFORE);
      send(client, json("/api/v1/dashboards/training").PUT(text(DASHBOARD)));
      for (int round = 0; round < ROUNDS; round++) {
        // A developer's build may be without it.
        open(client, UiRoutes.isPackaged() ? APP : List.of());
        open(client, PAGES);
        execute(client, QUERIES);
        String refresh = "{\"filters\":{},\"refresh\":" + (round % 2 == 0) + "}";
        send(client, json("/api/v1/dashboards/training/charts/n/data").POST(text(refresh)));
      }
      execute(client, AFTER);
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.warn("training is incomplete", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void open(HttpClient client, List<String> pages)
      throws IOException, InterruptedException {
    for (String page : pages) {
      send(client, request(page).GET());
    }
  }

  private void execute(HttpClient client, List<String> statements)
      throws IOException, InterruptedException {
    for (String sql : statements) {
      String answer = send(client, json("/api/v1/queries").POST(text("{\"sql\":\"" + sql + "\"}")));
      String id = answer.replaceAll("(?s).*?\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
      send(client, request("/api/v1/queries/" + id + "/events").GET());
      send(client, request("/api/v1/queries/" + id + "/rows?offset=0&limit=10").GET());
    }
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher text(String body) {
    return HttpRequest.BodyPublishers.ofString(body);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + token);
  }

  private static String send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= HTTP_ERROR) {
      throw new IOException(answer.uri().getPath() + " answers " + answer.body());
    }
    return answer.body();
  }
}
