package dev.weir.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.duck.RunProfile;
import dev.weir.engine.plan.PlannedTable;
import dev.weir.engine.plan.StatementPlan;
import dev.weir.engine.resolve.Pin;
import dev.weir.engine.resolve.RelationKey;
import dev.weir.engine.resolve.RelationName;
import dev.weir.engine.resolve.Resolution;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.Test;

class QueryMeterTest {
  private static final RelationKey T =
      new RelationKey(RelationName.of(List.of("t"), "default"), Pin.NOW);

  private final QueryMeter meter = new QueryMeter();

  private static DataFile file(long rows) {
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath("file:///f" + rows + ".parquet")
        .withFileSizeInBytes(10)
        .withRecordCount(rows)
        .build();
  }

  @Test
  void shouldTellTheRowsThatAreReadSoFarOfTheFilesThatAreRead() throws Exception {
    // Given two of three files
    PlannedTable table =
        new PlannedTable(List.of(file(600), file(400)), Expressions.alwaysTrue(), 3, 5_000, 30);
    meter.plan(
        PlanTotals.of(new StatementPlan(new Resolution(Map.of(), Pin.NOW), Map.of(T, table))));

    // Then while nobody knows how far it is
    meter.watch(() -> -1);
    assertThat(meter.stats().rowsRead()).isZero();
    assertThat(meter.stats().percent()).isEqualTo(-1);

    // And while it runs
    meter.watch(() -> 25);
    assertThat(meter.stats().rowsRead()).isEqualTo(250);
    assertThat(meter.stats().rowsTotal()).isEqualTo(5_000);
    meter.watch(() -> 101);
    assertThat(meter.stats().rowsRead()).isEqualTo(1_000);

    // And when it has ended, what was counted
    meter.profile(
        RunTotals.of(
            new RunProfile(new ObjectMapper().readTree("{\"query\":{\"total_rows_scanned\":900}}")),
            77));
    assertThat(meter.stats().rowsRead()).isEqualTo(900);
    meter.watch(null);
    meter.percent(100);
    assertThat(meter.stats().rowsRead()).isEqualTo(900);
    assertThat(meter.stats().bytesRead()).isEqualTo(77);
  }
}
