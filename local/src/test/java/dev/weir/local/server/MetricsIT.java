package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The door of scrapers: open, and it tells nothing that only some may know. */
@QuarkusTest
@WithTestResource(TestingProcess.class)
class MetricsIT {
  private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"");

  @TestHTTPResource("/")
  URI base;

  @Inject LocalNode node;

  @Test
  void shouldTellAScraperWithoutATokenAndNameNoData() {
    // Given a query with a name in it
    TestingApi admin = new TestingApi(base, node.adminToken());
    admin.succeed("CREATE TABLE secretive (id BIGINT, PRIMARY KEY (id))");

    // When
    HttpResponse<String> answer = new TestingApi(base, null).get("/metrics");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(answer.body())
        .contains("weir_queries_total{state=\"succeeded\",}", "weir_query_seconds_count")
        .doesNotContain("secretive", "admin", "weir_wrong");
    assertThat(labels(answer.body())).containsExactlyInAnyOrder("state", "le");
  }

  private static Set<String> labels(String metrics) {
    return LABEL
        .matcher(metrics)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void shouldOpenNothingBesideReadingThem() {
    TestingApi nobody = new TestingApi(base, null);
    assertThat(
            TestingApi.send(nobody.request("/metrics").POST(BodyPublishers.noBody())).statusCode())
        .isIn(401, 405);
    assertThat(nobody.get("/metrics/x").statusCode()).isIn(401, 404);
    assertThat(nobody.get("/api/v1/status").statusCode()).isEqualTo(401);
  }
}
