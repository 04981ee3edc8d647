package dev.weir.local.server;

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

  private static final List<String> STATEMENTS =
      List.of(
          "CREATE TABLE training (id BIGINT, day DATE, name VARCHAR, PRIMARY KEY (id))",
          "INSERT INTO training SELECT number, DATE '2026-01-01', 'n' || number FROM numbers_mt(1000)",
          "SELECT name, count(*), sum(id) FROM training WHERE id > 10 GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
          "EXPLAIN ANALYZE SELECT * FROM training WHERE id = 7",
          "UPDATE training SET name = 'x' WHERE id = 7",
          "DELETE FROM training WHERE id = 8",
          "SHOW TABLES",
          "DROP TABLE training");

  private static final List<String> PAGES =
      List.of(
          "/",
          "/login",
          "/health/ready",
          "/metrics",
          "/api/v1/session",
          "/api/v1/home",
          "/api/v1/dashboards",
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

  /** Uses every door once. A failure is logged: the cache is then smaller, not wrong. */
  void run() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String page : PAGES) {
        send(client, request(page).GET());
      }
      for (String sql : STATEMENTS) {
        String body = "{\"sql\":\"" + sql + "\"}";
        String answer =
            send(
                client,
                request("/api/v1/queries")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        String id = answer.replaceAll("(?s).*?\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        send(client, request("/api/v1/queries/" + id + "/events").GET());
        send(client, request("/api/v1/queries/" + id + "/rows?offset=0&limit=10").GET());
      }
    } catch (IOException e) {
      LOG.warn("training is incomplete", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + token);
  }

  private static String send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }
}
