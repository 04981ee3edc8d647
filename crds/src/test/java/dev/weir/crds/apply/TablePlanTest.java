package dev.weir.crds.apply;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.table.Table;
import dev.weir.crds.table.TableStatus;
import dev.weir.crds.yaml.ResourceParser;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TablePlanTest {
  private static final String BASE =
      """
      apiVersion: weir.dev/v1alpha1
      kind: Table
      metadata: { name: page-views }
      spec:
        warehouseRef: { name: w }
        namespace: we"b
        tableName: Views
        description: It's one view.
        columns:
          - { name: id, type: BIGINT }
          - { name: amount, type: "NUMERIC(12, 2)", doc: "The 'sum'." }
        primaryKey: [id]
        sortOrder: [{ column: amount, direction: Descending }, { column: id }]
        rowGroupRows: 16384
        retention: { snapshotDays: 1, snapshotsMin: 3 }
      """;
  private static final String STORED =
      """
      {"kind":"TABLE","primaryKey":["ID"],"sortOrder":["amount DESC","id ASC"],"doc":"It's one view.",
       "properties":{"write.target-file-size-bytes":"500000000","weir.row-group-rows":"16384",
        "history.expire.max-snapshot-age-ms":"86400000",
        "history.expire.min-snapshots-to-keep":"3","write.parquet.compression-codec":"zstd"},
       "columns":[
        {"name":"id","type":"BIGINT","nullable":false},
        {"name":"amount","type":"DECIMAL(12,2)","nullable":true,"doc":"The 'sum'."}]}
      """;

  private static Table table(String yaml) {
    return ResourceParser.parseOne(Table.class, "t.yaml", yaml);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void shouldCreateTheWholeTableWithEveryNameQuoted() {
    // When
    TablePlan plan = TablePlan.of(table(BASE), null);

    // Then
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.statements())
        .containsExactly(
            "CREATE NAMESPACE IF NOT EXISTS \"we\"\"b\"",
            """
            CREATE TABLE IF NOT EXISTS "we""b"."Views" (
              "id" BIGINT NOT NULL,
              "amount" NUMERIC(12, 2) COMMENT 'The ''sum''.',
              PRIMARY KEY ("id")
            )
            ORDER BY ("amount" DESC, "id")
            WITH (target_file_size = '500000000', row_group_rows = '16384',\
             'history.expire.max-snapshot-age-ms' = '86400000',\
             'history.expire.min-snapshots-to-keep' = '3')
            COMMENT 'It''s one view.'""");
  }

  @Test
  void shouldPlanNothingForTheSameTable() throws JsonProcessingException {
    // When
    TablePlan plan = TablePlan.of(table(BASE), json(STORED));

    // Then
    assertThat(plan.statements()).isEmpty();
    assertThat(plan.problems()).isEmpty();
  }

  @Test
  void shouldAddColumns() throws JsonProcessingException {
    // Given
    String more = BASE.replace("  primaryKey", "    - { name: note, type: VARCHAR }\n  primaryKey");

    // When
    TablePlan plan = TablePlan.of(table(more), json(STORED));

    // Then
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.statements())
        .containsExactly("ALTER TABLE \"we\"\"b\".\"Views\" ADD COLUMN \"note\" VARCHAR");
  }

  @Test
  void shouldSetWhatMayChangeAndNothingElse() throws JsonProcessingException {
    // Given
    String changed =
        BASE.replace("snapshotDays: 1", "snapshotDays: 2")
            .replace("It's one view.", "A view.")
            .replace("The 'sum'.", "Cents.")
            .replace("rowGroupRows: 16384", "rowGroupRows: 16384\n  targetFileSizeBytes: 2000000");

    // When
    TablePlan plan = TablePlan.of(table(changed), json(STORED));

    // Then
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.statements())
        .containsExactly(
            "ALTER TABLE \"we\"\"b\".\"Views\" ALTER COLUMN \"amount\" COMMENT 'Cents.'",
            "ALTER TABLE \"we\"\"b\".\"Views\" SET (target_file_size = '2000000',"
                + " 'history.expire.max-snapshot-age-ms' = '172800000', comment = 'A view.')");
  }

  @Test
  void shouldLeaveCommentsAloneThatAreNotSpecified() throws JsonProcessingException {
    // Given
    String silent = BASE.replaceFirst("description: .*", "").replace(", doc: \"The 'sum'.\"", "");

    // Then
    assertThat(TablePlan.of(table(silent), json(STORED)).statements()).isEmpty();
  }

  @Test
  void shouldRefuseToBecomeAnotherTable() throws JsonProcessingException {
    for (String changed :
        new String[] {
          BASE.replace("tableName: Views", "tableName: Others"),
          BASE.replace("namespace: we\"b", "namespace: other")
        }) {
      for (JsonNode stored : new JsonNode[] {null, json(STORED)}) {
        // Given
        Table moved = table(changed);
        moved.setStatus(
            new TableStatus(List.of(), 1L, "we\"b.Views", "u", 1L, 1L, 1, List.of(), null));

        // When
        TablePlan plan = TablePlan.of(moved, stored);

        // Then
        assertThat(plan.statements()).isEmpty();
        assertThat(plan.problems())
            .singleElement(as(InstanceOfAssertFactories.STRING))
            .startsWith("the table is we\"b.Views and cannot become");
      }
    }
  }

  @Test
  void shouldListEverythingThatWouldLoseDataAndPlanNothing() throws JsonProcessingException {
    // Given
    String changed =
        BASE.replace("NUMERIC(12, 2)", "DATE")
            .replace(
                "  primaryKey", "    - { name: must, type: DATE, nullable: false }\n  primaryKey");
    String stored =
        STORED
            .replace("[\"ID\"]", "[\"other\"]")
            .replace("amount DESC", "amount ASC")
            .replace("}]}", "},{\"name\":\"other\",\"type\":\"DATE\",\"nullable\":false}]}");

    // When
    TablePlan plan = TablePlan.of(table(changed), json(stored));

    // Then
    assertThat(plan.statements()).isEmpty();
    assertThat(plan.problems())
        .anyMatch(problem -> problem.startsWith("column amount is DECIMAL(12,2) and cannot"))
        .anyMatch(problem -> problem.startsWith("column must is new and not nullable"))
        .anyMatch(problem -> problem.startsWith("column other is in the table and not in"))
        .anyMatch(problem -> problem.startsWith("the primary key is (other)"))
        .anyMatch(problem -> problem.startsWith("the sort order is (amount ASC, id ASC)"))
        .hasSize(5);
  }

  @Test
  void shouldRefuseWhatNoVersionCanDoYet() {
    for (String field :
        new String[] {
          "partitioning: [{ column: id }]", "retention: { rows: { column: id, days: 1 } }"
        }) {
      String yaml = BASE.replaceFirst("retention: .*", "") + "  " + field + "\n";
      assertThatThrownBy(() -> TablePlan.of(table(yaml), null))
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_NOT_SUPPORTED));
    }
  }

  @Test
  void shouldKnowTypesByTheirOtherNames() {
    assertThat(TypeNames.normalise("varchar(20)")).isEqualTo("VARCHAR");
    assertThat(TypeNames.same("int", "INTEGER")).isTrue();
    assertThat(TypeNames.same("timestamp  with time zone", "TIMESTAMPTZ")).isTrue();
    assertThat(TypeNames.same("text[]", "VARCHAR[]")).isTrue();
    assertThat(TypeNames.same("map( string , int8 )", "MAP(VARCHAR, BIGINT)")).isTrue();
    assertThat(TypeNames.same("DECIMAL(12,2)", "DECIMAL(12,3)")).isFalse();
  }
}
