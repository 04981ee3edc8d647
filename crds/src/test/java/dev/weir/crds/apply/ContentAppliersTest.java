package dev.weir.crds.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.Kind;
import dev.weir.crds.WeirResource;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.dashboard.DashboardStatus;
import dev.weir.crds.notebook.Notebook;
import dev.weir.crds.notebook.NotebookStatus;
import dev.weir.crds.role.WarehouseRole;
import dev.weir.crds.role.WarehouseRoleStatus;
import dev.weir.crds.table.Table;
import dev.weir.crds.table.TableLoads;
import dev.weir.crds.table.TableStatus;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.crds.warehouse.WarehouseStatus;
import dev.weir.crds.yaml.ParsedResource;
import dev.weir.crds.yaml.ResourceParser;
import dev.weir.crds.yaml.ResourceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentAppliersTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final String FLIGHTS = "/api/v1/catalog/default/flights";

  private final Map<String, WeirResource<?, ?>> resources = new HashMap<>();
  private final ResourceLookup lookup =
      (kind, namespace, name) -> Optional.ofNullable(resources.get(kind + "/" + name));
  private TestingWeirServer server;
  private WeirApi api;
  private ContentAppliers appliers;

  @BeforeEach
  void start() throws IOException {
    server = new TestingWeirServer();
    api = server.api();
    appliers = new ContentAppliers(api, lookup);
    add("flights/warehouse.yaml");
    add("flights/computecluster.yaml");
  }

  @AfterEach
  void stop() {
    api.close();
    server.close();
  }

  private List<ParsedResource> add(String example) throws IOException {
    Path file = Path.of("../examples").resolve(example);
    List<ParsedResource> all = ResourceParser.parse(example, Files.readString(file));
    for (ParsedResource parsed : all) {
      parsed.resource().getMetadata().setGeneration(1L);
      resources.put(
          parsed.kind() + "/" + parsed.resource().getMetadata().getName(), parsed.resource());
    }
    return all;
  }

  private static @Nullable Condition condition(Applied applied, String type) {
    return applied.status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElse(null);
  }

  private static void assertReady(Applied applied, String status, String reason) {
    Condition ready = condition(applied, "Ready");
    assertThat(ready).isNotNull();
    assertThat(ready.status() + " " + ready.reason()).isEqualTo(status + " " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "flights/dashboard.yaml, /api/v1/dashboards/on-time",
    "flights/notebook.yaml, /api/v1/notebooks/evening-delays",
    "access/warehouserole.yaml, /api/v1/roles/chicago-station"
  })
  void shouldPutOnceAndWriteNothingTheSecondTime(String example, String path) throws IOException {
    // Given
    WeirResource<?, ?> resource = add(example).getFirst().resource();

    // When
    Applied first = appliers.apply(resource, NOW);
    List<String> firstCalls = server.takeCalls();
    setStatus(resource, first);
    Applied second = appliers.apply(resource, LATER);

    // Then
    assertReady(first, "True", "AsSpecified");
    assertThat(firstCalls).containsExactly("GET " + path, "PUT " + path);
    assertThat(server.takeCalls()).containsExactly("GET " + path);
    assertThat(second).isEqualTo(first);
    assertThat(first.retry()).isFalse();
    assertThat(first.status().observedGeneration()).isEqualTo(1);
  }

  @Test
  void shouldTakeStoredSpecificationsForTheSameWhateverTheirSpelling() throws IOException {
    // Given
    Dashboard dashboard = (Dashboard) add("flights/dashboard.yaml").getFirst().resource();
    String json =
        ResourceWriter.toJson(dashboard).replace("\"threshold\":15.0", "\"threshold\":15");
    assertThat(json).contains("\"threshold\":15}");
    server.set("/api/v1/dashboards/on-time", "{\"resource\":" + json + "}");

    // When
    Applied applied = appliers.apply(dashboard, NOW);

    // Then
    assertReady(applied, "True", "AsSpecified");
    assertThat(server.takeCalls()).containsExactly("GET /api/v1/dashboards/on-time");
  }

  @Test
  void shouldCreateTheTableLookAgainAndSayWhatIsToBeLoaded() throws IOException {
    // Given
    Table table = (Table) add("flights/table.yaml").getFirst().resource();
    server.onSql(() -> server.set(FLIGHTS, catalog(0, "")));

    // When
    Applied first = appliers.apply(table, NOW);

    // Then
    assertReady(first, "Unknown", "Loading");
    assertThat(first.hasReason(Reason.LOADING)).isTrue();
    List<String> calls = server.takeCalls();
    assertThat(calls).hasSize(4);
    assertThat(calls.get(1))
        .startsWith("POST /api/v1/queries CREATE TABLE IF NOT EXISTS \"default\".\"flights\" (")
        .contains("\"id\" BIGINT NOT NULL COMMENT")
        .contains("PRIMARY KEY (\"id\")");
    assertThat(calls.get(2)).isEqualTo("GET /api/v1/queries/q%201");
    TableStatus status = (TableStatus) first.status();
    assertThat(status.uuid()).isEqualTo("u-1");
    assertThat(TableLoads.pending(table.getSpec(), status)).hasSize(1);
  }

  @Test
  void shouldWriteNothingWhenTheTableIsThereAndLoaded() throws IOException {
    // Given
    Table table = (Table) add("flights/table.yaml").getFirst().resource();
    server.set(FLIGHTS, catalog(3_000_000, ""));

    // When
    Applied first = appliers.apply(table, NOW);
    table.setStatus((TableStatus) first.status());
    Applied second = appliers.apply(table, LATER);

    // Then
    assertReady(first, "True", "AsSpecified");
    assertThat(((TableStatus) first.status()).rows()).isEqualTo(3_000_000);
    assertThat(second).isEqualTo(first);
    assertThat(server.takeCalls()).containsOnly("GET " + FLIGHTS);
  }

  @Test
  void shouldBelieveTheTableAboutItsLoadsAndNotAnOldStatus() throws IOException {
    // Given a table that was filled by one of its two files when nobody could say so any more
    Table table = (Table) add("flights/table.yaml").getFirst().resource();
    String source = table.getSpec().load().getFirst().source();
    String filled =
        catalog(5, "").replace("\"properties\":{", "\"properties\":{\"weir.loaded.%s\":\"q\",");
    server.set(FLIGHTS, filled.formatted("another.parquet"));

    // Then the other is still to be loaded, though the table has rows
    Applied half = appliers.apply(table, NOW);
    assertReady(half, "Unknown", "Loading");
    assertThat(((TableStatus) half.status()).loaded()).containsExactly("another.parquet");
    assertThat(TableLoads.pending(table.getSpec(), (TableStatus) half.status())).hasSize(1);

    // And a status that claims more than the table knows is not believed
    table.setStatus(
        new TableStatus(List.of(), 1L, "default.flights", "u-0", 5L, 9L, 1, List.of(source), null));
    server.set(FLIGHTS, catalog(0, ""));
    assertReady(appliers.apply(table, LATER), "Unknown", "Loading");
    server.set(FLIGHTS, filled.formatted(source));
    assertReady(appliers.apply(table, LATER), "True", "AsSpecified");
  }

  @Test
  void shouldKeepTheStatusOfTheTableThatItCannotLeave() throws IOException {
    // Given
    Table table = (Table) add("flights/table.yaml").getFirst().resource();
    server.set(FLIGHTS, catalog(3_000_000, ""));
    table.setStatus((TableStatus) appliers.apply(table, NOW).status());
    server.takeCalls();
    Table moved =
        ResourceParser.parseOne(
            Table.class,
            "t",
            ResourceWriter.toJson(table)
                .replaceFirst("\"namespace\":\"default\",\"desc", "\"namespace\":\"x\",\"desc"));
    moved.getMetadata().setGeneration(2L);
    moved.setStatus(table.getStatus());
    assertThat(moved.getSpec().namespace()).isEqualTo("x");

    // When
    Applied refused = appliers.apply(moved, LATER);

    // Then
    assertReady(refused, "False", "IncompatibleChange");
    assertThat(condition(refused, "Ready").message()).contains("default.flights", "x.flights");
    assertThat(((TableStatus) refused.status()).table()).isEqualTo("default.flights");
    assertThat(server.takeCalls()).noneMatch(call -> !call.startsWith("GET "));
  }

  @Test
  void shouldRefuseToDropColumnsAndChangeNothing() throws IOException {
    // Given
    Table table = (Table) add("flights/table.yaml").getFirst().resource();
    server.set(
        FLIGHTS, catalog(5, ", {\"name\":\"carrier\",\"type\":\"VARCHAR\",\"nullable\":true}"));

    // When
    Applied applied = appliers.apply(table, NOW);

    // Then
    assertReady(applied, "False", "IncompatibleChange");
    assertThat(condition(applied, "Ready").message()).contains("column carrier is in the table");
    assertThat(server.takeCalls()).containsExactly("GET " + FLIGHTS);
    assertThat(applied.retry()).isFalse();
  }

  @Test
  void shouldKeepOrDropTheDataAsThePolicySays() throws IOException {
    // Given
    Table kept = (Table) add("flights/table.yaml").getFirst().resource();
    Table dropped = (Table) add("kubernetes/production/table.yaml").getFirst().resource();

    // When
    String retained = appliers.delete(kept);
    List<String> none = server.takeCalls();
    String gone = appliers.delete(dropped);

    // Then
    assertThat(none).isEmpty();
    assertThat(retained).contains("kept");
    assertThat(gone).contains("dropped");
    assertThat(server.takeCalls())
        .contains("POST /api/v1/queries DROP TABLE IF EXISTS \"web\".\"page_views\"");
  }

  @Test
  void shouldSayHonestlyWhatIsNotYetSupported() throws IOException {
    add("kubernetes/production/warehouse.yaml");
    for (WeirResource<?, ?> resource :
        List.of(
            add("reports/report.yaml").getFirst().resource(),
            add("outside/connection.yaml").getFirst().resource(),
            add("kubernetes/production/table.yaml").getFirst().resource())) {
      // When
      Applied applied = appliers.apply(resource, NOW);

      // Then
      assertReady(applied, "False", "NotYetSupported");
      assertThat(condition(applied, "Accepted").status()).isEqualTo("True");
      assertThat(applied.retry()).isFalse();
    }
    assertThat(server.takeCalls()).noneMatch(call -> !call.startsWith("GET "));
  }

  @Test
  void shouldWaitForWhatIsNamed() throws IOException {
    // Given
    Dashboard dashboard = (Dashboard) add("flights/dashboard.yaml").getFirst().resource();
    Warehouse warehouse = (Warehouse) resources.remove(Kind.WAREHOUSE + "/local");

    // When
    Applied missing = appliers.apply(dashboard, NOW);
    resources.put(Kind.WAREHOUSE + "/local", warehouse);
    warehouse.getMetadata().setGeneration(2L);
    warehouse.setStatus(
        new WarehouseStatus(List.of(), 1L, null, null, null, null, List.of(), null, null, null));
    Applied lagging = appliers.apply(dashboard, NOW);

    // Then
    assertReady(missing, "False", "ReferenceNotFound");
    assertThat(condition(missing, "ResolvedRefs").message()).contains("Warehouse \"local\"");
    assertReady(lagging, "False", "ReferenceNotReady");
    assertThat(missing.retry() && lagging.retry()).isTrue();
    assertThat(server.takeCalls()).isEmpty();
  }

  @Test
  void shouldPostponeWithoutAskingTheWarehouse() throws IOException {
    // Given
    Dashboard dashboard = (Dashboard) add("flights/dashboard.yaml").getFirst().resource();
    Dashboard broken = (Dashboard) add("flights/dashboard.yaml").getFirst().resource();
    broken.getMetadata().setName("Not A Name");

    // When
    Applied waiting =
        ContentAppliers.postpone(dashboard, Reason.REFERENCE_NOT_READY, "it starts", NOW);
    Applied refused =
        ContentAppliers.postpone(broken, Reason.REFERENCE_NOT_READY, "it starts", NOW);

    // Then
    assertReady(waiting, "False", "ReferenceNotReady");
    assertThat(condition(waiting, "Accepted").status()).isEqualTo("True");
    assertThat(condition(waiting, "ResolvedRefs").message()).isEqualTo("it starts");
    assertThat(waiting.retry()).isTrue();
    assertReady(refused, "False", "InvalidSpec");
    assertThat(refused.retry()).isFalse();
    assertThat(server.takeCalls()).isEmpty();
  }

  @Test
  void shouldTurnFailuresIntoConditionsAndKeepWhatIsKnown() throws IOException {
    // Given
    Dashboard dashboard = (Dashboard) add("flights/dashboard.yaml").getFirst().resource();
    Applied good = appliers.apply(dashboard, NOW);
    dashboard.setStatus((DashboardStatus) good.status());
    server.takeCalls();
    server.set("/api/v1/dashboards/on-time", "{\"resource\":{\"spec\":{}}}");
    server.refuse(
        new WeirException(ErrorCode.INVALID_RESOURCE, "query by-day: no column dlay", "delay?"));

    // When
    Applied refused = appliers.apply(dashboard, LATER);
    server.close();
    Applied unreachable = appliers.apply(dashboard, LATER);

    // Then
    assertReady(refused, "False", "InvalidSpec");
    DashboardStatus status = (DashboardStatus) refused.status();
    assertThat(status.charts()).isEqualTo(10);
    assertThat(status.lastError()).isEqualTo("query by-day: no column dlay; delay?");
    assertThat(condition(refused, "Ready").lastTransitionTime()).isEqualTo(LATER.toString());
    assertThat(condition(refused, "Accepted"))
        .isEqualTo(
            new Condition(
                "Accepted",
                "False",
                "InvalidSpec",
                "query by-day: no column dlay; delay?",
                LATER.toString(),
                1L));
    assertReady(unreachable, "False", "Unavailable");
    assertThat(unreachable.retry()).isTrue();
  }

  @Test
  void shouldRememberARefusalWhileNobodyAnswers() throws IOException {
    // Given
    Dashboard dashboard = (Dashboard) add("flights/dashboard.yaml").getFirst().resource();
    server.refuse(new WeirException(ErrorCode.INVALID_RESOURCE, "chart late: no column dely"));
    Applied refused = appliers.apply(dashboard, NOW);
    dashboard.setStatus((DashboardStatus) refused.status());

    // When
    server.close();
    Applied unreachable = appliers.apply(dashboard, LATER);
    Applied postponed =
        ContentAppliers.postpone(dashboard, Reason.REFERENCE_NOT_READY, "it starts", LATER);
    dashboard.getMetadata().setGeneration(2L);
    Applied another = appliers.apply(dashboard, LATER);

    // Then
    assertReady(unreachable, "False", "Unavailable");
    assertThat(condition(unreachable, "Accepted")).isEqualTo(condition(refused, "Accepted"));
    assertThat(condition(postponed, "Accepted")).isEqualTo(condition(refused, "Accepted"));
    assertThat(condition(another, "Accepted").status()).isEqualTo("True");
  }

  @Test
  void shouldWaitForTablesThatAreNotThere() throws IOException {
    // Given
    Dashboard dashboard = (Dashboard) add("flights/dashboard.yaml").getFirst().resource();
    server.refuse(new WeirException(ErrorCode.TABLE_NOT_FOUND, "no table flights"));

    // When
    Applied applied = appliers.apply(dashboard, NOW);

    // Then
    assertReady(applied, "False", "TableNotFound");
    assertThat(condition(applied, "Accepted").status()).isEqualTo("True");
    assertThat(condition(applied, "ResolvedRefs"))
        .satisfies(
            refs -> {
              assertThat(refs.status()).isEqualTo("False");
              assertThat(refs.reason()).isEqualTo("TableNotFound");
              assertThat(refs.message()).isEqualTo("no table flights");
            });
    assertThat(applied.retry()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "flights/dashboard.yaml, /api/v1/dashboards/on-time",
    "flights/notebook.yaml, /api/v1/notebooks/evening-delays"
  })
  void shouldCheckInTheSameWordsAndStoreNothing(String example, String path) throws IOException {
    // Given
    WeirResource<?, ?> resource = add(example).getFirst().resource();

    // When
    Applied good = appliers.check(resource, NOW);

    // Then
    assertReady(good, "True", "AsSpecified");
    assertThat(server.takeCalls()).containsExactly("POST " + path + "/check");

    // When
    server.refuse(new WeirException(ErrorCode.INVALID_RESOURCE, "no column dlay", "delay?"));
    Applied checked = appliers.check(resource, NOW);
    List<String> calls = server.takeCalls();
    Applied applied = appliers.apply(resource, NOW);

    // Then
    assertThat(condition(checked, "Accepted").status()).isEqualTo("False");
    assertThat(checked).isEqualTo(applied);
    assertThat(calls).containsExactly("POST " + path + "/check");
    assertThat(server.stored(path)).isNull();
  }

  @Test
  void shouldCheckTablesByALook() throws IOException {
    // Given
    Table table = (Table) add("flights/table.yaml").getFirst().resource();

    // When
    Applied fresh = appliers.check(table, NOW);
    server.set(
        FLIGHTS, catalog(5, ", {\"name\":\"carrier\",\"type\":\"VARCHAR\",\"nullable\":true}"));
    Applied dropping = appliers.check(table, NOW);
    List<String> calls = server.takeCalls();

    // Then
    assertThat(condition(fresh, "Accepted").status()).isEqualTo("True");
    assertThat(condition(dropping, "Accepted").reason()).isEqualTo("IncompatibleChange");
    assertThat(condition(dropping, "Accepted"))
        .isEqualTo(condition(appliers.apply(table, NOW), "Accepted"));
    assertThat(calls).containsOnly("GET " + FLIGHTS);
  }

  @Test
  void shouldCheckWhatNobodyCanKnowBefore() throws IOException {
    for (String example :
        List.of("access/warehouserole.yaml", "reports/report.yaml", "outside/connection.yaml")) {
      WeirResource<?, ?> resource = add(example).getFirst().resource();
      add("kubernetes/production/warehouse.yaml");

      Applied checked = appliers.check(resource, NOW);

      assertThat(condition(checked, "Accepted").status()).isEqualTo("True");
    }
    assertThat(server.takeCalls()).isEmpty();
    assertThatThrownBy(() -> appliers.check(new Warehouse(), NOW))
        .isInstanceOf(WeirException.class);
  }

  @Test
  void shouldNotTouchTheWarehouseForAnInvalidResource() throws IOException {
    // Given
    Table table = (Table) add("flights/table.yaml").getFirst().resource();
    Table broken = ResourceParser.parseOne(Table.class, "t", ResourceWriter.toJson(table));
    broken.getMetadata().setName("Not A Name");

    // When
    Applied applied = appliers.apply(broken, NOW);

    // Then
    assertReady(applied, "False", "InvalidSpec");
    assertThat(condition(applied, "Accepted").message()).contains("metadata.name");
    assertThat(server.takeCalls()).isEmpty();
  }

  @Test
  void shouldRefuseKindsThatAreNoContent() {
    assertThatThrownBy(() -> appliers.apply(new Warehouse(), NOW))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }

  private static String catalog(long rows, String more) {
    return """
    {"kind":"TABLE","uuid":"u-1","rows":%d,"bytes":9,"files":1,"primaryKey":["id"],"sortOrder":["id ASC"],
     "doc":"One row for each flight that took place.",
     "properties":{"write.target-file-size-bytes":"500000000","weir.row-group-rows":"122880",
      "history.expire.max-snapshot-age-ms":"604800000","history.expire.min-snapshots-to-keep":"10"},
     "columns":[
      {"name":"id","type":"BIGINT","nullable":false,
       "doc":"Number of the flight, from 1, in order of time."},
      {"name":"date","type":"TIMESTAMP","nullable":true,
       "doc":"Departure, local time of the origin."},
      {"name":"delay","type":"BIGINT","nullable":true,
       "doc":"Minutes that the flight arrived late; negative when it was early."},
      {"name":"distance","type":"BIGINT","nullable":true,
       "doc":"Miles between origin and destination."},
      {"name":"origin","type":"VARCHAR","nullable":true,
       "doc":"IATA code of the airport of departure."},
      {"name":"destination","type":"VARCHAR","nullable":true,
       "doc":"IATA code of the airport of arrival."}%s]}
    """
        .formatted(rows, more);
  }

  private static void setStatus(WeirResource<?, ?> resource, Applied applied) {
    switch (resource) {
      case Dashboard dashboard -> dashboard.setStatus((DashboardStatus) applied.status());
      case Notebook notebook -> notebook.setStatus((NotebookStatus) applied.status());
      case WarehouseRole role -> role.setStatus((WarehouseRoleStatus) applied.status());
      default -> throw new AssertionError(resource.label());
    }
  }
}
