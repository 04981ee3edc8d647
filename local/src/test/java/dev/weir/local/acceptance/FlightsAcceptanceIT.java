package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.local.resources.NpmFiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job: one command, three million flights, a dashboard; and all of it there again after
 * every kind of end.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FlightsAcceptanceIT {
  private static final String TOP_ORIGINS =
      "SELECT origin, count(*) FROM flights GROUP BY 1 ORDER BY 2 DESC LIMIT 5";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path temp;
  private static RunningWeir weir;
  private static RunningWeir.Outcome firstStart;

  @BeforeAll
  static void start() {
    weir = new RunningWeir(temp.resolve("data"));
    firstStart = weir.up("-f", "examples/flights");
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  @Order(1)
  void shouldPrintOneSignInLinkAfterEverythingIsReady() {
    assertThat(firstStart.out())
        .contains(weir.url() + "/login#token=" + weir.token())
        .contains("✓ Table/flights", "✓ Dashboard/", "✓ Notebook/")
        .doesNotContain("✗");
    assertThat(firstStart.out().lines().filter(line -> line.contains("/login#token="))).hasSize(1);
  }

  @Test
  @Order(2)
  void shouldAnswerAsTheSourceFileDoes() throws Exception {
    String csv = weir.succeed("sql", "--format", "csv", TOP_ORIGINS).out();

    assertThat(csv.lines().skip(1).toList()).isEqualTo(topOriginsOfTheSource());
  }

  @Test
  @Order(3)
  void shouldGiveEveryChartOfTheDashboardItsRows() throws Exception {
    JsonNode list = getJson("/api/v1/dashboards");
    String slug = list.get(0).path("slug").asText();
    JsonNode spec = getJson("/api/v1/dashboards/" + slug).path("resource").path("spec");

    assertThat(spec.path("charts")).hasSizeGreaterThanOrEqualTo(6);
    assertThat(spec.path("filters")).hasSizeGreaterThanOrEqualTo(2);
    for (JsonNode chart : spec.path("charts")) {
      HttpResponse<String> answer = chartData(slug, chart.path("name").asText());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(JSON.readTree(answer.body()).path("rows"))
          .as(chart.path("name").asText())
          .isNotEmpty();
    }
    String first = spec.path("charts").get(0).path("name").asText();
    assertThat(chartData(slug, first).headers().firstValue("X-Weir-Cache")).contains("hit");
  }

  @Test
  @Order(4)
  void shouldRefuseASecondProcessOnTheSameFolderAndSayWhoHoldsIt() {
    RunningWeir.Outcome second = weir.run("up", "--detach");

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err())
        .contains("DATA_FOLDER_IN_USE")
        .contains("process " + weir.process().pid());
  }

  @Test
  @Order(5)
  void shouldRefuseATakenPort() throws Exception {
    try (RunningWeir other = new RunningWeir(temp.resolve("other"))) {
      RunningWeir.Outcome outcome =
          other.run("up", "--detach", "--port", URI.create(weir.url()).getPort() + "");

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.err()).contains("PORT_IN_USE").contains("--port");
    }
  }

  @Test
  @Order(6)
  void shouldPointAtTheMistakeInAStatement() {
    RunningWeir.Outcome outcome = weir.run("sql", "SELECT orign\nFROM flights");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("COLUMN_NOT_FOUND")
        .contains("1 | SELECT orign")
        .contains("origin");
  }

  @Test
  @Order(7)
  void shouldAnswerOnEveryDoorOnlyWithAToken() throws Exception {
    for (String path :
        List.of(
            "/api/v1/queries?limit=1",
            "/api/v1/dashboards",
            "/api/v1/catalog",
            "/api/v1/resources",
            "/api/v1/status",
            "/iceberg/v1/namespaces")) {
      assertThat(status(path, null)).as(path).isEqualTo(401);
      assertThat(status(path, "weir_wrong")).as(path).isEqualTo(401);
      assertThat(status(path, weir.token())).as(path).isEqualTo(200);
    }
  }

  @Test
  @Order(8)
  void shouldListAndPrintResourcesAsTheyWereApplied() {
    assertThat(weir.succeed("get", "all").out()).contains("Table", "flights", "Ready");
    assertThat(weir.succeed("get", "tbl", "flights", "-o", "yaml").out())
        .contains("kind: Table", "primaryKey:", "conditions:");
    assertThat(weir.run("get", "table", "nothing").err()).contains("RESOURCE_NOT_FOUND");
  }

  @Test
  @Order(9)
  void shouldLoadAFileIntoANewTable() throws Exception {
    Path csv = temp.resolve("fruit.csv");
    Files.writeString(csv, "id,name,price\n1,apple,0.5\n2,pear,0.75\n3,\"quince, raw\",\n");

    assertThat(weir.succeed("load", "fruit", csv.toString(), "--primary-key", "id").out())
        .contains("3 rows");

    assertThat(weir.succeed("sql", "--format", "csv", "SELECT * FROM fruit ORDER BY id").out())
        .isEqualTo("id,name,price\n1,apple,0.5\n2,pear,0.75\n3,\"quince, raw\",\n");
  }

  @Test
  @Order(10)
  void shouldFindEverythingAgainAfterAKill() throws Exception {
    weir.killHard();

    RunningWeir.Outcome again = weir.up();

    assertThat(again.out()).contains("✓ Dashboard/").doesNotContain("✗");
    assertThat(weir.succeed("sql", "--format", "csv", TOP_ORIGINS).out().lines().skip(1).toList())
        .isEqualTo(topOriginsOfTheSource());
    assertThat(weir.succeed("sql", "--format", "csv", "SELECT count(*) FROM fruit").out())
        .endsWith("\n3\n");
  }

  @Test
  @Order(11)
  void shouldStopAndStartCleanly() throws Exception {
    assertThat(weir.succeed("down").out()).contains("Stopped");
    assertThat(weir.run("status").exitCode()).isEqualTo(1);

    weir.up();

    assertThat(weir.succeed("status").out()).contains("meta", "ready", "Flight SQL");
    assertThat(weir.succeed("sql", "--format", "csv", "SELECT count(*) FROM flights").out())
        .endsWith("\n3000000\n");
  }

  private static List<String> topOriginsOfTheSource() throws Exception {
    Path source = flightsFile();
    List<String> rows = new ArrayList<>();
    // Not by the DriverManager: other tests of this JVM register drivers of other class loaders.
    try (Connection plain = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        ResultSet result =
            plain
                .createStatement()
                .executeQuery(TOP_ORIGINS.replace("flights", "'" + source + "'"))) {
      while (result.next()) {
        rows.add(result.getString(1) + "," + result.getLong(2));
      }
    }
    return rows;
  }

  private static Path flightsFile() throws Exception {
    String yaml =
        Files.readString(RunningWeir.repositoryRoot().resolve("examples/flights/table.yaml"));
    String source =
        yaml.lines()
            .filter(line -> line.contains("npm:"))
            .map(line -> line.substring(line.indexOf("npm:")).strip())
            .findFirst()
            .orElseThrow();
    return new NpmFiles(NpmFiles.defaultCache()).fetch(source.replaceAll("[\"']", ""));
  }

  private static JsonNode getJson(String path) throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(URI.create(weir.url() + path)), weir.token());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> chartData(String slug, String chart) throws Exception {
    return send(
        HttpRequest.newBuilder(
                URI.create(
                    weir.url() + "/api/v1/dashboards/" + slug + "/charts/" + chart + "/data"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}")),
        weir.token());
  }

  private static int status(String path, String token) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(weir.url() + path)), token).statusCode();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String token)
      throws Exception {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
