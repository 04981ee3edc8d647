package dev.weir.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.config.WebConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.web.api.ChartDataRequest;
import dev.weir.web.api.ContentKind;
import dev.weir.web.api.DashboardAnswer;
import dev.weir.web.api.FilterOption;
import dev.weir.web.api.FilterOptions;
import dev.weir.web.api.FilterValue;
import dev.weir.web.api.HomeAnswer;
import dev.weir.web.api.SearchHit;
import dev.weir.web.api.SessionRequest;
import dev.weir.web.api.TableAnswer;
import dev.weir.web.dashboard.DashboardService;
import dev.weir.web.rows.EncodedRows;
import dev.weir.web.session.OpenedSession;
import dev.weir.web.testing.TestingDashboards;
import dev.weir.web.testing.TestingWarehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services of web over a real database on disk. */
class WebNodeIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private final TestingWarehouse warehouse = new TestingWarehouse();
  private WebNode node;

  @BeforeEach
  void start() {
    node =
        WebNode.start(
            WebConfig.standard(DatabaseConfig.onDisk(folder), "http://127.0.0.1:7400"),
            warehouse.ports());
  }

  @AfterEach
  void stop() {
    node.close();
    warehouse.close();
  }

  @Test
  void shouldStoreADashboardAndKeepItAcrossARestart() {
    // Given
    DashboardAnswer stored = put("On time", OptionalLong.empty());

    // When
    node.close();
    start();

    // Then
    DashboardAnswer found = dashboards().read(warehouse.ada(), "on-time");
    assertThat(found).isEqualTo(stored);
    assertThat(found.version()).isEqualTo(1);
    JsonNode resource = found.resource();
    assertThat(resource.at("/metadata/labels/team").asText()).isEqualTo("ops");
    assertThat(resource.at("/metadata/generation").asLong()).isEqualTo(1);
    assertThat(resource.at("/status/charts").asInt()).isEqualTo(3);
    assertThat(resource.at("/status/queries").asInt()).isEqualTo(3);
    assertThat(resource.at("/status/url").asText()).isEqualTo("http://127.0.0.1:7400/d/on-time");
    assertThat(resource.at("/status/conditions/0/type").asText()).isEqualTo("Ready");
    assertThat(resource.at("/status/conditions/0/status").asText()).isEqualTo("True");
    assertThat(dashboards().list(warehouse.ada()))
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.title()).isEqualTo("On time");
              assertThat(summary.folder()).isEqualTo("Operations");
              assertThat(summary.charts()).isEqualTo(3);
              assertThat(summary.ready()).isTrue();
            });
  }

  @Test
  void shouldWriteNothingWhenTheSameIsStoredAgain() {
    // Given
    DashboardAnswer first = put("On time", OptionalLong.empty());

    // When
    DashboardAnswer second = put("On time", OptionalLong.empty());
    DashboardAnswer changed = put("On time, renamed", OptionalLong.empty());

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(changed.version()).isEqualTo(2);
    assertThat(changed.resource().at("/metadata/generation").asLong()).isEqualTo(2);
    assertThat(changed.resource().at("/metadata/uid"))
        .isEqualTo(first.resource().at("/metadata/uid"));
  }

  @Test
  void shouldListEveryProblemAndKeepTheOldOne() {
    // Given
    DashboardAnswer old = put("On time", OptionalLong.empty());

    // When
    assertThatThrownBy(
            () ->
                dashboards()
                    .put(
                        warehouse.ada(),
                        "on-time",
                        TestingDashboards.broken(),
                        OptionalLong.empty()))

        // Then
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RESOURCE);
              assertThat(e.getMessage().lines())
                  .hasSize(6)
                  .anyMatch(line -> line.startsWith("spec.queries[1].sql: "))
                  .anyMatch(
                      line ->
                          line.contains("spec.charts[2].sql: chart \"drop\": not a query but DROP"))
                  .anyMatch(
                      line ->
                          line.startsWith("spec.charts[0].encoding.x: ")
                              && line.contains("did you mean \"day\"?"))
                  .anyMatch(
                      line ->
                          line.startsWith("spec.filters[0].targets[0].column: ")
                              && line.contains("did you mean \"origin\"?"))
                  .anyMatch(
                      line ->
                          line.startsWith("spec.filters[1].targets[0].column: ")
                              && line.contains("VARCHAR"))
                  .anyMatch(
                      line ->
                          line.startsWith("spec.layout[1]: ")
                              && line.contains("\"rest\" covers \"days\""));
            });
    assertThat(dashboards().read(warehouse.ada(), "on-time")).isEqualTo(old);
  }

  @Test
  void shouldCheckAsItWouldStoreAndStoreNothing() {
    // Given
    DashboardAnswer old = put("On time", OptionalLong.empty());
    String gone = TestingDashboards.onTime("Later").replace("FROM flights", "FROM arrivals");
    String notebook = TestingDashboards.notebook("Why late");

    // When
    dashboards().check(warehouse.ada(), "on-time", TestingDashboards.onTime("Other"));
    node.notebooks().check(warehouse.ada(), "why-late", notebook);

    // Then what is refused is what would be, in the same words
    for (String broken : List.of(TestingDashboards.broken(), gone, "{\"kind\": ")) {
      WeirException stored =
          catchThrowableOfType(
              WeirException.class,
              () -> dashboards().put(warehouse.ada(), "on-time", broken, OptionalLong.empty()));
      assertThatThrownBy(() -> dashboards().check(warehouse.ada(), "on-time", broken))
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> {
                assertThat(e.code()).isEqualTo(stored.code());
                assertThat(e).hasMessage(stored.getMessage());
              });
    }
    assertCode(
        ErrorCode.TABLE_NOT_FOUND, () -> dashboards().check(warehouse.ada(), "on-time", gone));
    assertCode(
        ErrorCode.INVALID_RESOURCE,
        () ->
            node.notebooks()
                .check(
                    warehouse.ada(), "why-late", notebook.replace("[\"delay\"]", "[\"dealy\"]")));
    assertCode(
        ErrorCode.PERMISSION_DENIED,
        () -> dashboards().check(warehouse.bob(), "on-time", TestingDashboards.onTime("Mine")));

    // And nothing was stored
    assertThat(dashboards().read(warehouse.ada(), "on-time")).isEqualTo(old);
    assertThat(node.notebooks().list(warehouse.ada())).isEmpty();
  }

  @Test
  void shouldStoreNothingWhenTheGatewayDoesNotAnswer() {
    // Given
    warehouse.gateway().setUnavailable(true);

    // Then
    assertCode(ErrorCode.UNAVAILABLE, () -> put("On time", OptionalLong.empty()));
    assertThat(dashboards().list(warehouse.ada())).isEmpty();
  }

  @Test
  void shouldRefuseAVersionThatIsNotTheNewest() {
    // Given
    put("First", OptionalLong.empty());
    put("Second", OptionalLong.of(1));

    // Then
    assertCode(ErrorCode.COMMIT_CONFLICT, () -> put("Late", OptionalLong.of(1)));
    assertCode(ErrorCode.COMMIT_CONFLICT, () -> put("Early", OptionalLong.of(7)));
    assertThat(dashboards().read(warehouse.ada(), "on-time").resource().at("/spec/title").asText())
        .isEqualTo("Second");
  }

  @Test
  void shouldLetExactlyOneOfManyWritersOfAVersionWin() throws Exception {
    // Given
    put("Start", OptionalLong.empty());

    // When
    List<Object> outcomes = race(8, i -> put("Writer " + i, OptionalLong.of(1)));

    // Then
    assertThat(outcomes).filteredOn(DashboardAnswer.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(WeirException.class::isInstance)
        .hasSize(7)
        .allSatisfy(
            e -> assertThat(((WeirException) e).code()).isEqualTo(ErrorCode.COMMIT_CONFLICT));
  }

  @Test
  void shouldLoseNoVersionWhenManyWriteWithoutOne() throws Exception {
    // When
    List<Object> outcomes = race(6, i -> put("Writer " + i, OptionalLong.empty()));

    // Then
    assertThat(outcomes).allMatch(DashboardAnswer.class::isInstance);
    assertThat(dashboards().read(warehouse.ada(), "on-time").version()).isEqualTo(6);
  }

  @Test
  void shouldLetOnlyOwnersAndAdministratorsChange() {
    // Given
    put("Of Ada", OptionalLong.empty());

    // Then
    assertCode(
        ErrorCode.PERMISSION_DENIED,
        () ->
            dashboards()
                .put(
                    warehouse.bob(),
                    "on-time",
                    TestingDashboards.onTime("Of Bob"),
                    OptionalLong.empty()));
    assertCode(ErrorCode.PERMISSION_DENIED, () -> dashboards().delete(warehouse.bob(), "on-time"));
    dashboards().delete(warehouse.ada(), "on-time");
    assertCode(ErrorCode.RESOURCE_NOT_FOUND, () -> dashboards().read(warehouse.ada(), "on-time"));
    assertCode(ErrorCode.RESOURCE_NOT_FOUND, () -> dashboards().delete(warehouse.ada(), "on-time"));
  }

  @Test
  void shouldRefuseAResourceOfAnotherName() {
    assertCode(
        ErrorCode.INVALID_RESOURCE,
        () ->
            dashboards()
                .put(
                    warehouse.ada(),
                    "other",
                    TestingDashboards.onTime("Other"),
                    OptionalLong.empty()));
    assertCode(
        ErrorCode.RESOURCE_NOT_FOUND, () -> dashboards().read(warehouse.ada(), "NOT~A~SLUG"));
  }

  @Test
  void shouldAnswerAChartUnderItsFilters() throws IOException {
    // Given
    put("On time", OptionalLong.empty());

    // When
    JsonNode all = rows("total", null);
    JsonNode late = rows("total", Map.of("delay", new FilterValue(null, 90, null)));
    JsonNode quoted = rows("total", Map.of("origin", values("O'Hare")));
    JsonNode both =
        rows(
            "total",
            Map.of(
                "origin", values("ORD"), "day", new FilterValue(null, "2001-01-01", "2001-01-01")));

    // Then
    assertThat(all.at("/rows/0/0").asLong()).isEqualTo(1000);
    assertThat(all.at("/columns/0/name").asText()).isEqualTo("flights");
    assertThat(all.at("/freshness/snapshotEpochMillis").asLong()).isEqualTo(1_700_000_000_000L);
    assertThat(late.at("/rows/0/0").asLong()).isEqualTo(100);
    assertThat(quoted.at("/rows/0/0").asLong()).isEqualTo(333);
    assertThat(both.at("/rows/0/0").asLong()).isEqualTo(34);
  }

  @Test
  void shouldKeepAChartAsItIsUnderFiltersThatItIgnores() throws IOException {
    // Given
    put("On time", OptionalLong.empty());

    // When
    JsonNode rows = rows("origins", Map.of("origin", values("ORD")));

    // Then
    assertThat(rows.at("/rows")).hasSize(2);
    assertThat(rows.at("/truncated").asBoolean()).isTrue();
    assertThat(warehouse.gateway().requests().getLast().filters()).isEmpty();
    assertThat(warehouse.gateway().requests().getLast().origin().name())
        .isEqualTo("default/on-time");
    assertThat(warehouse.gateway().requests().getLast().origin().part()).isEqualTo("origins");
  }

  @Test
  void shouldSayWhetherTheCacheAnswered() {
    // Given
    put("On time", OptionalLong.empty());

    // When
    boolean first = chart("total", null).cacheHit();
    boolean second = chart("total", null).cacheHit();
    boolean refreshed =
        node.dashboards()
            .charts()
            .read(warehouse.ada(), "on-time", "total", new ChartDataRequest(null, null, true, null))
            .cacheHit();

    // Then
    assertThat(List.of(first, second, refreshed)).containsExactly(false, true, false);
    assertThat(warehouse.gateway().runs()).isEqualTo(2);
  }

  @Test
  void shouldRefuseWrongFilterValues() {
    // Given
    put("On time", OptionalLong.empty());

    // Then
    for (Map<String, FilterValue> wrong :
        List.of(
            Map.of("orign", values("ORD")),
            Map.of("origin", new FilterValue(null, 1, 2)),
            Map.of("origin", new FilterValue(List.of(List.of("ORD")), null, null)),
            Map.of("delay", new FilterValue(null, "1; DROP TABLE flights", null)),
            Map.of("delay", values("ORD")),
            Map.of("delay", new FilterValue(null, "1e999999999", null)),
            Map.of("day", new FilterValue(null, "2001-02-30", null)),
            Map.of("day", new FilterValue(null, 7, null)))) {
      assertCode(ErrorCode.BAD_REQUEST, () -> chart("total", wrong));
    }
    assertCode(ErrorCode.RESOURCE_NOT_FOUND, () -> chart("totl", null));
  }

  @Test
  void shouldTreatSqlInValuesAsText() throws IOException {
    // Given
    put("On time", OptionalLong.empty());

    // When
    JsonNode rows = rows("total", Map.of("origin", values("x') OR 1=1; DROP TABLE flights; --")));

    // Then
    assertThat(rows.at("/rows/0/0").asLong()).isZero();
    assertThat(rows("total", null).at("/rows/0/0").asLong()).isEqualTo(1000);
  }

  @Test
  void shouldOfferWhatAFilterMayBeSetTo() {
    // Given
    put("On time", OptionalLong.empty());

    // When
    FilterOptions all = options("origin", "", 100);
    FilterOptions some = options("origin", "o'h", 100);
    FilterOptions none = options("origin", "'); DROP TABLE flights; --", 100);
    FilterOptions first = options("origin", "", 1);

    // Then
    assertThat(all.values())
        .containsExactly(
            new FilterOption("ORD", 334),
            new FilterOption("O'Hare", 333),
            new FilterOption(null, 333));
    assertThat(all.truncated()).isFalse();
    assertThat(some.values()).containsExactly(new FilterOption("O'Hare", 333));
    assertThat(none.values()).isEmpty();
    assertThat(first.values()).hasSize(1);
    assertThat(first.truncated()).isTrue();
    assertThat(options("delay", "", 1))
        .isEqualTo(new FilterOptions("Range", List.of(), false, "0", "99"));
    assertThat(options("day", "", 1).max()).isEqualTo("2001-01-10");
    assertCode(ErrorCode.BAD_REQUEST, () -> options("origin", "", 0));
    assertCode(ErrorCode.RESOURCE_NOT_FOUND, () -> options("orign", "", 1));
  }

  @Test
  void shouldShowWhatFailsOnTheHomePage() {
    // Given a dashboard whose table loses a column after it was accepted
    put("On time", OptionalLong.empty());
    warehouse.gateway().execute("ALTER TABLE flights DROP COLUMN delay");
    warehouse.gateway().execute("ALTER TABLE flights DROP COLUMN day");
    assertThatThrownBy(() -> chart("days", null)).isInstanceOf(WeirException.class);

    // When
    HomeAnswer home = node.home().read(warehouse.ada());

    // Then
    assertThat(home.attention())
        .singleElement()
        .satisfies(item -> assertThat(item.link()).isEqualTo("/d/on-time"));
    assertThat(dashboards().list(warehouse.ada()).getFirst().ready()).isFalse();
  }

  @Test
  void shouldRememberVisitsAndStars() {
    // Given
    put("On time", OptionalLong.empty());
    assertThat(node.home().read(warehouse.bob()).firstVisit()).isTrue();

    // When
    dashboards().read(warehouse.bob(), "on-time");
    node.tables().read(warehouse.bob(), "default", "flights");
    node.home().addFavourite(warehouse.bob(), "dashboard", "on-time");
    node.home().addFavourite(warehouse.bob(), "dashboard", "on-time");
    node.home().addFavourite(warehouse.bob(), "table", "default.flights");

    // Then
    HomeAnswer home = node.home().read(warehouse.bob());
    assertThat(home.firstVisit()).isFalse();
    assertThat(home.tables()).isEqualTo(1);
    assertThat(home.recent())
        .extracting(item -> item.kind() + " " + item.slug())
        .containsExactlyInAnyOrder("TABLE default.flights", "DASHBOARD on-time");
    assertThat(home.favourites()).hasSize(2);
    assertThat(dashboards().read(warehouse.bob(), "on-time").favourite()).isTrue();
    assertThat(dashboards().read(warehouse.ada(), "on-time").favourite()).isFalse();
    node.home().removeFavourite(warehouse.bob(), "dashboard", "on-time");
    assertThat(node.home().read(warehouse.bob()).favourites()).hasSize(1);
    assertCode(
        ErrorCode.RESOURCE_NOT_FOUND,
        () -> node.home().addFavourite(warehouse.eve(), "table", "default.flights"));
    assertCode(
        ErrorCode.BAD_REQUEST, () -> node.home().addFavourite(warehouse.eve(), "column", "x"));
  }

  @Test
  void shouldShowOnlyWhatACallerMayKnowOf() {
    // Given
    put("On time", OptionalLong.empty());

    // When
    TableAnswer full = node.tables().read(warehouse.ada(), "default", "flights");
    TableAnswer narrowed = node.tables().read(warehouse.bob(), "default", "flights");

    // Then
    assertThat(full.primaryKey()).containsExactly("id");
    assertThat(full.sortOrder()).containsExactly("id ASC");
    assertThat(full.rows()).isEqualTo(1000);
    assertThat(full.files()).isEqualTo(2);
    assertThat(full.snapshots()).isEqualTo(2);
    assertThat(full.usedBy())
        .singleElement()
        .satisfies(use -> assertThat(use.kind()).isEqualTo(ContentKind.DASHBOARD));
    assertThat(full.columns().get(0).max()).isEqualTo("999");
    assertThat(full.columns().get(1).min()).isEqualTo("ATL");
    assertThat(full.columns().get(1).nullCount()).isEqualTo(10);
    assertThat(full.columns().get(3).min()).isEqualTo("2001-01-01");
    assertThat(narrowed.columns()).allMatch(column -> column.min() == null);
    assertThat(narrowed.columns()).allMatch(column -> column.nullCount() == null);
    assertCode(
        ErrorCode.TABLE_NOT_FOUND, () -> node.tables().read(warehouse.eve(), "default", "flights"));
    assertThat(node.catalog().read(warehouse.eve()).namespaces().getFirst().tables()).isEmpty();
    assertThatThrownBy(() -> node.tables().read(warehouse.ada(), "default", "flihgts"))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.hint()).contains("default.flights"));
  }

  @Test
  void shouldListSnapshotsAndFiles() {
    // When
    var snapshots = node.tables().listSnapshots(warehouse.ada(), "default", "flights", 100);
    var files = node.tables().listFiles(warehouse.ada(), "default", "flights", 100, null);
    var before =
        node.tables()
            .listFiles(warehouse.ada(), "default", "flights", 100, snapshots.getLast().id());

    // Then
    assertThat(snapshots).hasSize(2);
    assertThat(snapshots.getFirst().current()).isTrue();
    assertThat(snapshots.getFirst().addedRows()).isEqualTo(400);
    assertThat(snapshots.getFirst().parentId()).isEqualTo(snapshots.getLast().id());
    assertThat(files).extracting(file -> file.min().get("id")).containsExactly("0", "600");
    assertThat(files.getFirst().rowGroups()).isEqualTo(1);
    assertThat(before).hasSize(1);
    assertThat(node.tables().listFiles(warehouse.bob(), "default", "flights", 1, null))
        .singleElement()
        .satisfies(file -> assertThat(file.min()).isEmpty());
    assertCode(
        ErrorCode.BAD_REQUEST,
        () -> node.tables().listFiles(warehouse.ada(), "default", "flights", 10, "12"));
    assertCode(
        ErrorCode.BAD_REQUEST,
        () -> node.tables().listFiles(warehouse.ada(), "default", "flights", 10, "x"));
    assertCode(
        ErrorCode.BAD_REQUEST,
        () -> node.tables().listSnapshots(warehouse.ada(), "default", "flights", 0));
  }

  @Test
  void shouldFindByName() {
    // Given
    put("On time", OptionalLong.empty());
    node.notebooks()
        .put(
            warehouse.ada(),
            "why-late",
            TestingDashboards.notebook("Why late"),
            OptionalLong.empty());

    // Then
    assertThat(search("on")).extracting(SearchHit::slug).first().isEqualTo("on-time");
    assertThat(search("fligh")).extracting(SearchHit::slug).containsExactly("default.flights");
    assertThat(search("orig"))
        .extracting(SearchHit::slug)
        .containsExactly("default.flights.origin");
    assertThat(search("late")).extracting(SearchHit::kind).containsExactly(ContentKind.NOTEBOOK);
    assertThat(search("")).hasSize(3);
    assertThat(search("zzz")).isEmpty();
    assertThat(node.search().search(warehouse.eve(), "flights", 10)).isEmpty();
  }

  @Test
  void shouldAcceptANotebookWhoseQueryDoesNotRunAndSaySo() {
    // When
    var good =
        node.notebooks()
            .put(
                warehouse.ada(),
                "why-late",
                TestingDashboards.notebook("Why late"),
                OptionalLong.empty());
    var unfinished =
        node.notebooks()
            .put(
                warehouse.ada(),
                "why-late",
                TestingDashboards.notebook("Why late").replace("FROM flights", "FROM flihgts"),
                OptionalLong.empty());

    // Then
    assertThat(good.resource().at("/status/cells").asInt()).isEqualTo(3);
    assertThat(good.resource().at("/status").has("lastError")).isFalse();
    assertThat(unfinished.resource().at("/status/lastError").asText()).contains("flihgts");
    assertCode(
        ErrorCode.INVALID_RESOURCE,
        () ->
            node.notebooks()
                .put(
                    warehouse.ada(),
                    "why-late",
                    TestingDashboards.notebook("Why late").replace("[\"delay\"]", "[\"dealy\"]"),
                    OptionalLong.empty()));
    assertThat(node.notebooks().list(warehouse.bob())).hasSize(1);
  }

  @Test
  void shouldBindASessionToItsToken() {
    // Given
    OpenedSession opened = node.sessions().open(new SessionRequest(TestingWarehouse.BOB));
    node.close();
    start();

    // Then a session outlives the process
    assertThat(node.sessions().find(opened.secret()).principal()).isEqualTo("bob");

    // When the token is revoked and the session's caller is no longer remembered
    warehouse.revoke(TestingWarehouse.BOB);
    node.close();
    start();

    // Then
    assertCode(ErrorCode.UNAUTHENTICATED, () -> node.sessions().find(opened.secret()));
    assertCode(ErrorCode.UNAUTHENTICATED, () -> node.sessions().find("x"));
    assertCode(
        ErrorCode.UNAUTHENTICATED,
        () -> node.sessions().open(new SessionRequest(TestingWarehouse.BOB)));
  }

  @Test
  void shouldEndASessionAtOnce() {
    // Given
    OpenedSession opened = node.sessions().open(new SessionRequest(TestingWarehouse.ADA));
    assertThat(node.sessions().find(opened.secret()).admin()).isTrue();

    // When
    node.sessions().close(opened.secret());

    // Then
    assertCode(ErrorCode.UNAUTHENTICATED, () -> node.sessions().find(opened.secret()));
  }

  private DashboardService dashboards() {
    return node.dashboards().service();
  }

  private DashboardAnswer put(String title, OptionalLong version) {
    return dashboards().put(warehouse.ada(), "on-time", TestingDashboards.onTime(title), version);
  }

  private EncodedRows chart(String chart, Map<String, FilterValue> filters) {
    return node.dashboards()
        .charts()
        .read(warehouse.ada(), "on-time", chart, new ChartDataRequest(filters, null, null, null));
  }

  private JsonNode rows(String chart, Map<String, FilterValue> filters) throws IOException {
    return MAPPER.readTree(chart(chart, filters).json());
  }

  private FilterOptions options(String filter, String text, int limit) {
    return node.dashboards().options().read(warehouse.ada(), "on-time", filter, text, limit);
  }

  private List<SearchHit> search(String text) {
    return node.search().search(warehouse.ada(), text, 10);
  }

  private static FilterValue values(Object... values) {
    return new FilterValue(Arrays.asList(values), null, null);
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }

  private interface Numbered {
    Object run(int number) throws Exception;
  }

  private static List<Object> race(int writers, Numbered work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Callable<Object>> calls = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        int number = i;
        calls.add(
            () -> {
              try {
                return work.run(number);
              } catch (WeirException e) {
                return e;
              }
            });
      }
      List<Object> outcomes = new ArrayList<>();
      for (Future<Object> call : threads.invokeAll(calls)) {
        outcomes.add(call.get());
      }
      return outcomes;
    }
  }
}
