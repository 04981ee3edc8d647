package dev.weir.web.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.query.ResultColumn;
import dev.weir.crds.chart.ChartColumn;
import dev.weir.crds.chart.ChartType;
import dev.weir.crds.chart.Encoding;
import dev.weir.crds.dashboard.Chart;
import dev.weir.crds.dashboard.CrossFilter;
import dev.weir.crds.validation.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodingChecksTest {
  private static final List<ResultColumn> COLUMNS =
      List.of(
          new ResultColumn("day", "DATE", true),
          new ResultColumn("flights", "BIGINT", true),
          new ResultColumn("late_share", "DOUBLE", true));

  @Test
  void shouldFindNothingWrongInARightChart() {
    assertThat(check(new Encoding("day", List.of("flights"), null, null, null, null, null, null)))
        .isEmpty();
  }

  @Test
  void shouldNameEveryFieldThatIsNotThere() {
    // When
    List<Problem> problems =
        check(
            new Encoding(
                "dya",
                List.of("flights", "late_shre"),
                "series",
                "color",
                "value",
                "size",
                "label",
                "compare"));

    // Then
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly(
            "p.encoding.x",
            "p.encoding.y[1]",
            "p.encoding.series",
            "p.encoding.color",
            "p.encoding.value",
            "p.encoding.size",
            "p.encoding.label",
            "p.encoding.compare");
    assertThat(problems.get(0).hint()).isEqualTo("did you mean \"day\"?");
    assertThat(problems.get(1).hint()).isEqualTo("did you mean \"late_share\"?");
    assertThat(problems.get(3).hint()).isEqualTo("its rows have day, flights, late_share");
  }

  @Test
  void shouldCheckColumnsOfTablesAndCrossFilters() {
    // Given
    Chart chart =
        new Chart(
            "c",
            null,
            null,
            ChartType.TABLE,
            "q",
            null,
            null,
            List.of(new ChartColumn("Day", null, null, false)),
            null,
            false,
            false,
            null,
            null,
            new CrossFilter("f", "flight"),
            List.of());

    // Then
    assertThat(EncodingChecks.check("p", chart, COLUMNS))
        .extracting(Problem::text)
        .containsExactly(
            "p.columns[0].name: chart \"c\": there is no column \"Day\" in its rows; did you mean"
                + " \"day\"?",
            "p.crossFilter.field: chart \"c\": there is no column \"flight\" in its rows; did you mean"
                + " \"flights\"?");
  }

  private static List<Problem> check(Encoding encoding) {
    Chart chart =
        new Chart(
            "c",
            null,
            null,
            ChartType.LINE,
            "q",
            null,
            encoding,
            List.of(),
            null,
            false,
            false,
            null,
            null,
            null,
            List.of());
    return EncodingChecks.check("p", chart, COLUMNS);
  }
}
