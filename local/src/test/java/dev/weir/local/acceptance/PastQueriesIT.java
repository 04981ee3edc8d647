package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history outlives the process; results do not, and say so. */
class PastQueriesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  @Test
  void shouldTellOfAQueryAfterItsResultHasGone() throws Exception {
    try (RunningWeir weir = new RunningWeir(temp.resolve("data"));
        HttpClient client = HttpClient.newHttpClient()) {
      // Given a query of an earlier process
      weir.up();
      HttpResponse<String> submitted =
          client.send(
              request(weir, "")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"sql\": \"SELECT 'before' AS word\"}"))
                  .build(),
              BodyHandlers.ofString());
      String id = JSON.readTree(submitted.body()).path("id").asText();
      assertThat(get(client, weir, "/" + id + "/events").body()).contains("SUCCEEDED");
      assertThat(get(client, weir, "/" + id + "/rows").body()).contains("[[\"before\"]]");

      // When
      weir.succeed("down");
      weir.up();

      // Then
      JsonNode status = JSON.readTree(get(client, weir, "/" + id).body());
      assertThat(status.path("state").asText()).isEqualTo("SUCCEEDED");
      assertThat(status.path("sql").asText()).isEqualTo("SELECT 'before' AS word");
      assertThat(get(client, weir, "?limit=10").body()).contains(id);
      assertThat(get(client, weir, "/" + id + "/events").body()).contains("SUCCEEDED");
      for (String accept :
          new String[] {"application/json", "application/vnd.apache.arrow.stream"}) {
        HttpResponse<String> rows =
            client.send(
                request(weir, "/" + id + "/rows").header("Accept", accept).build(),
                BodyHandlers.ofString());
        assertThat(rows.statusCode()).isEqualTo(404);
        JsonNode error = JSON.readTree(rows.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo("QUERY_NOT_FOUND");
        assertThat(error.path("message").asText()).contains("expired");
        assertThat(error.path("hint").asText()).isNotBlank();
      }
    }
  }

  private static HttpResponse<String> get(HttpClient client, RunningWeir weir, String path)
      throws Exception {
    return client.send(request(weir, path).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(RunningWeir weir, String path) {
    return HttpRequest.newBuilder(URI.create(weir.url() + "/api/v1/queries" + path))
        .header("Authorization", "Bearer " + weir.token());
  }
}
