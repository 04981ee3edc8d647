package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.engine.upload.UploadFolder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that are sent into tables: all of one or nothing. */
@QuarkusTest
@WithTestResource(TestingProcess.class)
@Timeout(180)
class UploadsIT {
  @TestHTTPResource("/")
  URI base;

  @Inject LocalNode node;
  @Inject MetaServiceBlockingStub meta;
  private TestingApi admin;

  @BeforeEach
  void connect() {
    admin = new TestingApi(base, node.adminToken());
  }

  @Test
  void shouldLoadAFileAsAQueryOfItsOwn() {
    // Given
    admin.succeed("CREATE TABLE fruit (id BIGINT, name VARCHAR, PRIMARY KEY (id))");

    // When
    JsonNode status =
        upload(admin, "default.fruit?format=csv&name=fruit.csv", "id,name\n1,apple\n2,pear\n");

    // Then
    assertThat(status.path("state").asText()).as(status.toString()).isEqualTo("SUCCEEDED");
    assertThat(status.path("statementKind").asText()).isEqualTo("COPY");
    assertThat(admin.rows("SELECT * FROM fruit ORDER BY id"))
        .isEqualTo(TestingApi.json("[[1,\"apple\"],[2,\"pear\"]]"));
    assertNoFileIsLeft();
  }

  @Test
  void shouldLoadNothingOfAFileThatIsWrong() {
    // Given
    admin.succeed("CREATE TABLE ragged (id BIGINT, name VARCHAR, PRIMARY KEY (id))");

    // When
    JsonNode ragged =
        upload(admin, "default.ragged?format=csv&name=r.csv", "id,name\n1,a\n2,b,c\n3\n");
    JsonNode twice = upload(admin, "default.ragged?format=csv&name=t.csv", "id,name\n1,a\n1,b\n");
    JsonNode notParquet = upload(admin, "default.ragged?format=parquet&name=p.parquet", "no");

    // Then
    assertThat(ragged.at("/error/code").asText()).isEqualTo("BAD_INPUT_FILE");
    assertThat(ragged.at("/error/message").asText()).contains("3");
    assertThat(twice.at("/error/code").asText()).isEqualTo("PRIMARY_KEY_DUPLICATE");
    assertThat(notParquet.at("/error/code").asText()).isEqualTo("BAD_INPUT_FILE");
    assertThat(admin.rows("SELECT count(*) FROM ragged")).isEqualTo(TestingApi.json("[[0]]"));
    assertNoFileIsLeft();
  }

  @Test
  void shouldPassOptionsOnAndRefuseThoseThatThereAreNot() {
    // Given
    admin.succeed("CREATE TABLE options (id BIGINT, name VARCHAR, PRIMARY KEY (id))");

    // When
    JsonNode semicolons =
        upload(admin, "default.options?format=csv&delimiter=%3B&header=false", "1;apple\n2;pear\n");
    JsonNode unknown = upload(admin, "default.options?format=csv&colour=red", "id,name\n3,plum\n");

    // Then
    assertThat(semicolons.path("state").asText()).as(semicolons.toString()).isEqualTo("SUCCEEDED");
    assertThat(unknown.path("state").asText()).isEqualTo("FAILED");
    assertThat(unknown.at("/error/message").asText()).containsIgnoringCase("colour");
    HttpResponse<String> noName = send(admin, "fruit?format=csv", "1");
    assertThat(noName.statusCode()).isEqualTo(400);
    assertThat(TestingApi.error(noName).path("hint").asText()).contains("namespace.table");
    assertNoFileIsLeft();
  }

  @Test
  void shouldAskForTheRightToInsert() {
    // Given
    admin.succeed("CREATE TABLE guarded (id BIGINT, PRIMARY KEY (id))");
    TestingApi erin = admin.asNewUser("erin", meta);

    // Then
    assertThat(upload(erin, "default.guarded?format=csv", "id\n1\n").at("/error/code").asText())
        .isEqualTo("TABLE_NOT_FOUND");
    admin.succeed("GRANT SELECT ON guarded TO ROLE erin");
    JsonNode refused = upload(erin, "default.guarded?format=csv", "id\n1\n");
    assertThat(refused.at("/error/code").asText()).isEqualTo("PERMISSION_DENIED");
    assertThat(refused.at("/error/hint").asText()).contains("GRANT INSERT ON default.guarded");
    admin.succeed("GRANT INSERT ON guarded TO ROLE erin");
    assertThat(upload(erin, "default.guarded?format=csv", "id\n1\n").path("state").asText())
        .isEqualTo("SUCCEEDED");
    assertNoFileIsLeft();
  }

  @Test
  void shouldRefuseAFileBeyondTheLimitBeforeItComes() throws Exception {
    String head =
        "POST /api/v1/uploads/default.huge?format=csv HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
            + "Authorization: Bearer "
            + node.adminToken()
            + "\r\nContent-Length: "
            + (UploadFolder.BYTES_MAX + 1)
            + "\r\n\r\nid\n";
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(answer.readLine()).startsWith("HTTP/1.1 400");
      StringBuilder rest = new StringBuilder();
      // The connection stays open; the error body ends with its second brace.
      while (!rest.toString().endsWith("}}")) {
        rest.append((char) answer.read());
      }
      assertThat(rest).contains("BAD_INPUT_FILE", "Split it");
    }
    assertNoFileIsLeft();
  }

  private static HttpResponse<String> send(TestingApi user, String target, String file) {
    return TestingApi.send(
        user.request("/api/v1/uploads/" + target)
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofString(file)));
  }

  private static JsonNode upload(TestingApi user, String target, String file) {
    HttpResponse<String> answer = send(user, target, file);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return user.await(TestingApi.json(answer).path("id").asText());
  }

  private void assertNoFileIsLeft() {
    assertThat(node.folder().scratch().resolve("uploads")).isEmptyDirectory();
  }
}
