package dev.weir.crds.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.WeirException;
import dev.weir.crds.reference.ObjectRef;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableLoadsTest {
  private static TableSpec spec(String... sources) {
    List<LoadSource> load =
        Arrays.stream(sources)
            .map(source -> new LoadSource(source, null, null, List.of(), Map.of(), null))
            .toList();
    return new TableSpec(
        new ObjectRef("w"),
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null,
        load);
  }

  private static TableStatus status(long rows, String... loaded) {
    return new TableStatus(List.of(), 1L, "default.t", "u", rows, 0L, 0, List.of(loaded), null);
  }

  @Test
  void shouldFillAnEmptyTableFileByFile() {
    // Given
    TableSpec spec = spec("a.parquet", "b.csv.gz", "c.ndjson");

    // When
    List<TableLoad> all = TableLoads.pending(spec, status(0));
    TableStatus after = TableLoads.loaded(status(0), all.getFirst());
    List<TableLoad> rest = TableLoads.pending(spec, after);

    // Then
    assertThat(all)
        .extracting(TableLoad::format)
        .containsExactly(LoadFormat.PARQUET, LoadFormat.CSV, LoadFormat.JSON);
    assertThat(rest).extracting(TableLoad::source).containsExactly("b.csv.gz", "c.ndjson");
    assertThat(TableLoads.pending(spec, status(9, "a.parquet", "b.csv.gz", "c.ndjson"))).isEmpty();
  }

  @Test
  void shouldNeverAddToWhatSomebodyElseWrote() {
    assertThat(TableLoads.pending(spec("a.parquet"), status(7))).isEmpty();
  }

  @Test
  void shouldAskForTheFormatWhenTheNameDoesNotSay() {
    assertThatThrownBy(() -> TableLoads.pending(spec("a.data"), status(0)))
        .isInstanceOf(WeirException.class);
  }

  @Test
  void shouldUnderstandEveryKindOfPlace() {
    assertThat(LoadLocation.parse("npm:@a/b@1.2.3/data/x.csv"))
        .isEqualTo(new LoadLocation.NpmFile("@a/b", "1.2.3", "data/x.csv"));
    assertThat(LoadLocation.parse("bucket:in/x.csv"))
        .isEqualTo(new LoadLocation.BucketObject("in/x.csv"));
    assertThat(LoadLocation.parse("./data/x.csv"))
        .isEqualTo(new LoadLocation.LocalFile("./data/x.csv"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm:x@^1.0.0/a", "npm:x@1/a", "npm:x@1.0.0", "npm:x@1.0.0/../../a", "bucket:", "bucket:/a",
        "bucket:a/../b", "/etc/passwd", "a/../../b", "file:///etc/passwd", "http://h/a", "a\\b"
      })
  void shouldRefuseWhatLeadsElsewhere(String source) {
    assertThatThrownBy(() -> LoadLocation.parse(source)).isInstanceOf(WeirException.class);
  }
}
