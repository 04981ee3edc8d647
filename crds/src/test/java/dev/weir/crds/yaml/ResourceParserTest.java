package dev.weir.crds.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.Kind;
import dev.weir.crds.chart.ChartType;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.table.Table;
import dev.weir.crds.validation.Problem;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceParserTest {
  private static final String TABLE =
      """
      apiVersion: weir.dev/v1alpha1
      kind: Table
      metadata:
        name: flights
      spec:
        warehouseRef: { name: local }
        columns:
          - { name: id, type: BIGINT, nullable: false }
        primaryKey: [id]
      """;
  private static final String DASHBOARD =
      """
      apiVersion: weir.dev/v1alpha1
      kind: Dashboard
      metadata: { name: d }
      spec:
        warehouseRef: { name: local }
        title: Delays
        charts:
          - name: total
            type: BigNumber
            sql: SELECT count(*) AS n FROM flights
            encoding: { value: n }
      """;

  @Test
  void shouldReadManyDocumentsWithDefaults() {
    // When
    List<ParsedResource> all =
        ResourceParser.parse("a.yaml", "# comment\n---\n" + TABLE + "---\n" + DASHBOARD);

    // Then
    assertThat(all).extracting(ParsedResource::kind).containsExactly(Kind.TABLE, Kind.DASHBOARD);
    Table table = (Table) all.getFirst().resource();
    assertThat(table.getSpec().rowGroupRows()).isEqualTo(122_880);
    assertThat(table.getSpec().namespace()).isEqualTo("default");
    assertThat(table.getSpec().columns().getFirst().nullable()).isFalse();
    Dashboard dashboard = (Dashboard) all.getLast().resource();
    assertThat(dashboard.getSpec().charts().getFirst().type()).isEqualTo(ChartType.BIG_NUMBER);
    assertThat(dashboard.getSpec().refresh().everySeconds()).isZero();
  }

  @Test
  void shouldReadJsonAsItReadsYaml() {
    // Given
    Table table = ResourceParser.parseOne(Table.class, "t.yaml", TABLE);

    // When
    Table again = ResourceParser.parseOne(Table.class, "t.json", ResourceWriter.toJson(table));
    Table fromYaml = ResourceParser.parseOne(Table.class, "t2", ResourceWriter.toYaml(table));

    // Then
    assertThat(again.getSpec()).isEqualTo(table.getSpec());
    assertThat(fromYaml.getSpec()).isEqualTo(table.getSpec());
  }

  @Test
  void shouldNameFileDocumentLinePathAndWhatWasMeant() {
    // Given
    String text = TABLE + "---\n" + DASHBOARD.replace("type: BigNumber", "tpye: BigNumber");

    // When
    List<Problem> problems = ResourceParser.inspect("x/board.yaml", text).problems();

    // Then
    assertThat(problems)
        .extracting(Problem::text)
        .contains(
            "x/board.yaml, document 2, line 19: spec.charts[0].tpye: unknown field; did you mean"
                + " \"type\"?");
    assertThat(problems)
        .filteredOn(problem -> problem.path().equals("spec.charts[0].type"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).isEqualTo("missing"));
  }

  @Test
  void shouldReportEveryProblemAtOnce() {
    // Given
    String text =
        TABLE
            .replace("kind: Table", "kind: Table\nspce: 1")
            .replace("nullable: false", "nullable: maybe")
            .replace("primaryKey: [id]", "rowGroupRows: 5\n  rowGroupRows: 6");

    // When
    List<Problem> problems = ResourceParser.inspect("t.yaml", text).problems();

    // Then
    assertThat(problems)
        .extracting(problem -> problem.path() + ": " + problem.message())
        .containsExactlyInAnyOrder(
            "spec.rowGroupRows: given twice",
            "spce: unknown field",
            "spec.columns[0].nullable: is text, not true or false",
            "spec.rowGroupRows: 5 is less than 2048",
            "spec.primaryKey: missing");
  }

  @Test
  void shouldRefuseUnknownKindAndVersion() {
    assertProblem(TABLE.replace("kind: Table", "kind: Tabel"), "kind", "did you mean \"Table\"?");
    assertProblem(TABLE.replace("v1alpha1", "v1"), "apiVersion", "write weir.dev/v1alpha1");
    assertProblem("- 1\n", "", "");
  }

  @Test
  void shouldAskForQuotesWhereYamlMakesTextAnotherType() {
    assertProblem(DASHBOARD.replace("title: Delays", "title: on"), "spec.title", "quotes");
    assertProblem(DASHBOARD.replace("title: Delays", "title: 2001"), "spec.title", "quotes");
  }

  @Test
  void shouldRefuseDuplicateKeysOfJson() {
    // When
    List<Problem> problems =
        ResourceParser.inspect("b.json", "{\"kind\": \"Table\", \"kind\": \"Table\"}").problems();

    // Then
    assertThat(problems)
        .extracting(Problem::text)
        .contains("b.json, document 1, line 1: kind: given twice; keep one of them");
  }

  @Test
  void shouldSayWhereTextIsNotYamlOrJson() {
    assertThat(ResourceParser.inspect("a", "kind: Table\n  spec: [").problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.text()).startsWith("a, document 1, line 2: not YAML"));
    assertThat(ResourceParser.inspect("a", "{\n\"kind\": }").problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.text()).startsWith("a, document 1, line 2: not JSON"));
  }

  @Test
  void shouldStopAliasBombsDeepNestingAndHugeTexts() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, alias))));
    }
    assertProblem(bomb.toString(), "", "split");
    assertThat(ResourceParser.inspect("a", "[".repeat(5000)).problems()).hasSize(1);
    assertThat(ResourceParser.inspect("a", "{\"a\":".repeat(5000)).problems()).hasSize(1);
    assertThat(ResourceParser.inspect("a", "x".repeat(Limits.TEXT_MAX + 1)).problems()).hasSize(1);
    assertThat(ResourceParser.inspect("a", "a: &a\n  b: *a\n").problems()).isNotEmpty();
    assertThat(
            ResourceParser.inspect("a", "--- {a: 1}\n".repeat(Limits.DOCUMENTS_MAX + 1)).problems())
        .anySatisfy(problem -> assertThat(problem.message()).contains("documents"));
  }

  @Test
  void shouldThrowOneErrorThatListsAll() {
    assertThatThrownBy(() -> ResourceParser.parse("t.yaml", TABLE.replace("spec:", "sepc:")))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RESOURCE);
              assertThat(e.getMessage()).contains("sepc: unknown field").contains("spec: missing");
            });
    assertThatThrownBy(() -> ResourceParser.parseOne(Dashboard.class, "t.yaml", TABLE))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }

  private static void assertProblem(String text, String path, String hintPart) {
    assertThat(ResourceParser.inspect("t.yaml", text).problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(String.valueOf(problem.hint())).contains(hintPart);
            });
  }
}
