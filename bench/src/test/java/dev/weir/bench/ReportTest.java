package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void shouldPrintATableOfEqualWidths() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));

    report.add(new Line("sum", "9 ms", "DuckDB 10 ms", "0.90", "≤ 1.10", Line.Verdict.MET));
    report.add(Line.notMeasured("page", "no Chromium"));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("sum: 9 ms; DuckDB 10 ms; ratio 0.90; target ≤ 1.10 met");
    assertThat(report.table().lines().map(String::length).distinct()).hasSize(1);
    assertThat(report.table()).contains("NOT MEASURED: no Chromium");
  }
}
