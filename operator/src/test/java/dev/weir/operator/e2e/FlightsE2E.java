package dev.weir.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.WeirResource;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.notebook.Notebook;
import dev.weir.crds.table.Table;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.e2e.cluster.process.Command;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the laptop, unchanged, in a cluster. */
@OnNodes
class FlightsE2E {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("weir.root")).resolve("examples").resolve("flights");
  private static final String NAMESPACE = "default";
  private static final String TOP_ORIGINS =
      "SELECT origin, count(*), sum(distance) FROM %s GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5";

  private KubernetesClient client;

  @AfterEach
  void leave() throws IOException {
    if (client != null) {
      delete();
    }
  }

  @Test
  void shouldHaveTheNumbersOfTheFileOnItsDashboard(@TempDir Path folder) throws Exception {
    OperatedCluster operated = OperatedCluster.shared();
    client = operated.client();
    Path archive = operated.npm().add("vega-datasets", "3.2.1");
    double applied = operated.seconds();

    // When
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      for (Path file : files.sorted().toList()) {
        client.load(Files.newInputStream(file)).resources().forEach(one -> one.serverSideApply());
      }
    }

    // Then
    await(client, Warehouse.class, "local");
    operated.figure("flights applied to Warehouse ready", applied);
    Table table = await(client, Table.class, "flights");
    operated.figure("flights applied to three million rows loaded", applied);
    assertThat(table.getStatus().rows()).isEqualTo(3_000_000);
    assertThat(table.getStatus().loaded()).hasSize(1);
    List<Dashboard> dashboards =
        client.resources(Dashboard.class).inNamespace(NAMESPACE).list().getItems();
    assertThat(dashboards).hasSize(1);
    await(client, Dashboard.class, dashboards.getFirst().getMetadata().getName());
    client
        .resources(Notebook.class)
        .inNamespace(NAMESPACE)
        .list()
        .getItems()
        .forEach(notebook -> await(client, Notebook.class, notebook.getMetadata().getName()));
    try (WebPort web = WebPort.open(client, NAMESPACE, "local")) {
      assertThat(web.sql(TOP_ORIGINS.formatted("flights")).toString())
          .isEqualTo(ofTheFile(archive, folder));
      assertEveryChartHasRows(web);
    }
    operated.figure("flights applied to its numbers", applied);

    // When
    delete();

    // Then
    assertThat(client.resources(Table.class).inNamespace(NAMESPACE).list().getItems()).isEmpty();
  }

  /** All of it, until no pod is left. */
  private void delete() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      for (Path file : files.sorted().toList()) {
        client.load(Files.newInputStream(file)).resources().forEach(one -> one.delete());
      }
    }
    new Stack(OperatedCluster.shared(), NAMESPACE, "local").awaitNoPods();
  }

  private static void assertEveryChartHasRows(WebPort web) throws Exception {
    JsonNode list = web.call("GET", "/api/v1/dashboards", null);
    String slug = list.get(0).path("slug").asText();
    JsonNode charts =
        web.call("GET", "/api/v1/dashboards/" + slug, null).at("/resource/spec/charts");
    assertThat(charts).hasSizeGreaterThan(3);
    for (JsonNode chart : charts) {
      JsonNode data =
          web.call(
              "POST",
              "/api/v1/dashboards/" + slug + "/charts/" + chart.path("name").asText() + "/data",
              "{}");
      assertThat(data.path("rows").size()).as("%s: %s", chart.path("name"), data).isPositive();
    }
  }

  /** What DuckDB says of the same file. */
  private static String ofTheFile(Path archive, Path folder) throws Exception {
    Command.of("tar", "-xzf", archive.toString(), "-C", folder.toString()).run("unpack " + archive);
    Path file = folder.resolve("package/data/flights-3m.parquet");
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(TOP_ORIGINS.formatted("'" + file + "'"))) {
      while (result.next()) {
        rows.add(
            "[\"%s\",%d,%d]".formatted(result.getString(1), result.getLong(2), result.getLong(3)));
      }
    }
    return "[" + String.join(",", rows) + "]";
  }

  private static <R extends WeirResource<?, ?>> R await(
      KubernetesClient client, Class<R> kind, String name) {
    try {
      return client
          .resources(kind)
          .inNamespace(NAMESPACE)
          .withName(name)
          .waitUntilCondition(FlightsE2E::isReady, 150, TimeUnit.SECONDS);
    } catch (RuntimeException late) {
      throw new AssertionError(
          client.resources(kind).inNamespace(NAMESPACE).withName(name).get()
              + "\n"
              + Trouble.of(client, NAMESPACE),
          late);
    }
  }

  private static boolean isReady(WeirResource<?, ?> resource) {
    return resource != null
        && resource.getStatus() != null
        && resource.getStatus().conditions().stream()
            .filter(condition -> condition.type().equals("Ready"))
            .map(Condition::status)
            .anyMatch("True"::equals);
  }
}
