package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The doors of probes of a process that works: open, and nothing beside them is. */
@QuarkusTest
@WithTestResource(TestingProcess.class)
class HealthIT {
  @TestHTTPResource("/")
  URI base;

  @Test
  void shouldSayOkWithoutAToken() {
    // Given nobody, and a browser, which would be given the app at a path that is not there
    TestingApi nobody = new TestingApi(base, null);

    // When
    HttpResponse<String> answer = nobody.get("/healthz");
    HttpResponse<String> browser =
        TestingApi.send(nobody.request("/healthz").header("Accept", "text/html,*/*;q=0.8").GET());

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(browser.body()).isEqualTo("ok");
    assertThat(nobody.get("/health/ready").body())
        .contains("\"UP\"", "\"metadata DB\": true", "\"meta\": true", "\"Flight SQL\": true");
  }

  @Test
  void shouldOpenNothingBesideReadingIt() {
    TestingApi nobody = new TestingApi(base, null);
    assertThat(
            TestingApi.send(nobody.request("/healthz").POST(BodyPublishers.noBody())).statusCode())
        .isIn(401, 405);
    assertThat(nobody.get("/healthz/x").statusCode()).isIn(401, 404);
  }
}
