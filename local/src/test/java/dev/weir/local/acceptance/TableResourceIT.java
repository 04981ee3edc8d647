package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.local.acceptance.RunningWeir.Outcome;
import dev.weir.local.folder.DataFolder;
import dev.weir.local.folder.ProcessRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Table in a real process: loaded file by file through a kill, and changed afterwards. */
@Timeout(600)
class TableResourceIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FILES = 8;
  private static final int FILE_ROWS = 100_000;

  @TempDir Path temp;
  private Path folder;
  private RunningWeir weir;
  private HttpClient client;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectories(temp.resolve("resources"));
    for (String name : new String[] {"warehouse.yaml", "computecluster.yaml"}) {
      Files.copy(
          RunningWeir.repositoryRoot().resolve("examples/flights").resolve(name),
          folder.resolve(name));
    }
    weir = new RunningWeir(temp.resolve("data"));
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    weir.close();
    client.close();
  }

  @Test
  void shouldLoadEveryFileOnceThoughItIsKilledMidway() throws Exception {
    // Given a process that is killed when some of the files are loaded
    Path files = Files.createDirectories(folder.resolve("parts"));
    for (int part = 0; part < FILES; part++) {
      int number = part;
      Files.writeString(
          files.resolve("part-" + part + ".csv"),
          IntStream.range(0, FILE_ROWS)
              .mapToObj(row -> number + "," + row)
              .collect(Collectors.joining("\n", "part,n\n", "\n")));
    }
    writeTable(
        """
          columns:
            - { name: id, type: BIGINT }
            - { name: part, type: BIGINT }
            - { name: n, type: BIGINT }
          primaryKey: [id]
          load:
        """
            + IntStream.range(0, FILES)
                .mapToObj(
                    part -> "    - { source: parts/part-" + part + ".csv, rowNumberColumn: id }\n")
                .collect(Collectors.joining()));
    CompletableFuture<Outcome> up =
        CompletableFuture.supplyAsync(() -> weir.run("up", "--detach", "-f", folder.toString()));
    while (rowsSoFar() == 0) {
      assertThat(up).as("loads while it is watched").isNotDone();
      Thread.sleep(10);
    }
    weir.killHard();
    up.join();

    // And that could not even say so, as when the kill comes between the commit and the status
    Path stored = temp.resolve("data/resources/Table.default.parts.json");
    JsonNode resource = JSON.readTree(stored.toFile());
    ObjectNode status = (ObjectNode) resource.at("/document/status");
    assertThat(status.path("loaded").size()).isLessThan(FILES);
    status.remove("loaded");
    Files.writeString(stored, resource.toString());

    // When
    weir.up("-f", folder.toString());

    // Then
    assertThat(
            weir.succeed(
                    "sql",
                    "--format",
                    "csv",
                    "SELECT part, count(*) AS rows, count(DISTINCT n) AS different FROM parts"
                        + " GROUP BY 1 ORDER BY 1")
                .out()
                .lines()
                .skip(1))
        .containsExactly(
            IntStream.range(0, FILES)
                .mapToObj(part -> part + "," + FILE_ROWS + "," + FILE_ROWS)
                .toArray(String[]::new));
    assertThat(weir.succeed("get", "table", "parts", "-o", "yaml").out())
        .contains("reason: AsSpecified", "parts/part-0.csv", "parts/part-" + (FILES - 1) + ".csv");
  }

  @Test
  void shouldLoadAnObjectOfTheStoreAndNoOther() throws Exception {
    // Given
    weir.up("-f", folder.resolve("warehouse.yaml").toString());
    byte[] people = "Ada;London\nGrace;New York\n".getBytes(StandardCharsets.UTF_8);
    Path incoming =
        Files.createDirectories(DataFolder.at(weir.data()).objects().resolve("incoming"));
    Files.write(incoming.resolve("people.csv"), people);
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(people));
    String fields =
        """
          columns:
            - { name: id, type: BIGINT }
            - { name: town, type: VARCHAR }
            - { name: name, type: VARCHAR }
          primaryKey: [id]
          load:
            - source: bucket:incoming/people.csv
              columns: [name, town]
              rowNumberColumn: id
              options: { header: "false", delimiter: ";" }
              sha256: %s
        """;

    // When it is another one than the Table means
    Path file = writeTable(fields.formatted("0".repeat(64)));
    Outcome refused = weir.run("apply", "-f", file.toString());

    // Then
    assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(1);
    assertThat(weir.succeed("get", "table", "parts", "-o", "yaml").out())
        .contains("LoadFailed", "its SHA-256 is " + sum);

    // When it is the one
    writeTable(fields.formatted(sum));
    weir.succeed("apply", "-f", file.toString());

    // Then
    assertThat(weir.succeed("sql", "--format", "csv", "SELECT * FROM parts ORDER BY id").out())
        .isEqualTo("id,town,name\n1,London,Ada\n2,New York,Grace\n");
  }

  private long rowsSoFar() throws Exception {
    DataFolder data = DataFolder.at(weir.data());
    if (ProcessRecord.read(data).isEmpty() || data.adminToken().isEmpty()) {
      return 0;
    }
    try {
      return catalog().path("rows").asLong();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private JsonNode catalog() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(weir.url() + "/api/v1/catalog/default/parts"))
                .header("Authorization", "Bearer " + weir.token())
                .build(),
            BodyHandlers.ofString());
    return JSON.readTree(answer.body());
  }

  @Test
  void shouldSetWhatMayChangeAndRefuseWhatMayNot() throws Exception {
    // Given
    String fields =
        """
          columns:
            - { name: id, type: BIGINT }
            - { name: n, type: BIGINT, doc: old }
          primaryKey: [id]
        """;
    Path file = writeTable(fields);
    weir.up("-f", folder.resolve("warehouse.yaml").toString());
    weir.succeed("apply", "-f", folder.toString());
    weir.succeed("sql", "INSERT INTO parts VALUES (1, 10)");
    assertThat(catalog().at("/properties/weir.row-group-rows").asText()).isEqualTo("122880");

    // When what may change changes
    writeTable(
        fields.replace("doc: old", "doc: new")
            + """
              description: Parts of it.
              targetFileSizeBytes: 20000000
              rowGroupRows: 4096
              retention: { snapshotDays: 2, snapshotsMin: 3 }
            """);
    weir.succeed("apply", "-f", file.toString());

    // Then the table has it, and applying it again changes nothing
    JsonNode changed = catalog();
    JsonNode properties = changed.path("properties");
    assertThat(properties.path("write.target-file-size-bytes").asText()).isEqualTo("20000000");
    assertThat(properties.path("weir.row-group-rows").asText()).isEqualTo("4096");
    assertThat(properties.path("history.expire.max-snapshot-age-ms").asText())
        .isEqualTo("172800000");
    assertThat(properties.path("history.expire.min-snapshots-to-keep").asText()).isEqualTo("3");
    assertThat(changed.path("doc").asText()).isEqualTo("Parts of it.");
    assertThat(changed.at("/columns/1/doc").asText()).isEqualTo("new");
    assertThat(changed.path("rows").asLong()).isEqualTo(1);
    weir.succeed("apply", "-f", file.toString());
    assertThat(catalog().path("updatedEpochMillis")).isEqualTo(changed.path("updatedEpochMillis"));

    // When what may not change changes
    for (String wrong :
        new String[] {
          fields.replace("primaryKey: [id]", "primaryKey: [n]"),
          fields.replace("n, type: BIGINT", "n, type: DATE"),
          fields.replace("    - { name: n, type: BIGINT, doc: old }\n", ""),
          fields + "  tableName: others\n"
        }) {
      writeTable(wrong);
      Outcome refused = weir.run("apply", "-f", file.toString());

      // Then it says so, with a code, and the table stays
      assertThat(refused.exitCode()).as(wrong + refused).isEqualTo(1);
      assertThat(weir.succeed("get", "table", "parts", "-o", "yaml").out())
          .as(wrong)
          .contains("IncompatibleChange");
      assertThat(catalog().path("updatedEpochMillis"))
          .isEqualTo(changed.path("updatedEpochMillis"));
    }
    assertThat(weir.succeed("sql", "SHOW TABLES").out()).contains("parts").doesNotContain("others");
  }

  private Path writeTable(String fields) throws IOException {
    return Files.writeString(
        folder.resolve("table.yaml"),
        """
        apiVersion: weir.dev/v1alpha1
        kind: Table
        metadata:
          name: parts
          namespace: default
        spec:
          warehouseRef:
            name: local
        """
            + fields);
  }
}
