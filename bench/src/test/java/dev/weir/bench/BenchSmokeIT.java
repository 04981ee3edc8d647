package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Keeps the figures that need no browser alive: runs them at a tiny scale, looks at no time. */
class BenchSmokeIT {
  @Test
  void shouldMeasureEveryFigure() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));
    WeirBench bench = new WeirBench();
    new CommandLine(bench).parseArgs("--quick", "--only", "load,stream,tpch,charts,restart");

    int failed = bench.run(report);

    assertThat(failed).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(report.lines())
        .extracting(Line::what)
        .anyMatch(what -> what.startsWith("loading flights"))
        .anyMatch(what -> what.contains("over Flight SQL"))
        .anyMatch(what -> what.startsWith("TPC-H SF0.01"))
        .anyMatch(what -> what.startsWith("chart door uncached"))
        .anyMatch(what -> what.startsWith("chart door cached"))
        .anyMatch(what -> what.startsWith("cached answers/s"))
        .anyMatch(what -> what.startsWith("restart to first"));
    assertThat(report.lines())
        .filteredOn(line -> line.what().startsWith("TPC-H answers"))
        .singleElement()
        .extracting(Line::verdict)
        .isEqualTo(Line.Verdict.MET);
  }
}
