package dev.weir.engine.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultStoreTest {
  private static final String ROWS = "SELECT i, 'text ' || i AS t FROM range(50000) r(i)";
  private static final long ALL_IN_HEAP = 1L << 30;

  @TempDir Path folder;
  private TestingDuck duck;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @BeforeEach
  void open() throws Exception {
    duck = new TestingDuck();
  }

  @AfterEach
  void close() throws Exception {
    // Fails when a buffer has not been given back.
    duck.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, ALL_IN_HEAP})
  void shouldPageFromAnyRow(long heapBytes) throws Exception {
    // Given a result in memory or on disk
    try (ResultStore store = store(heapBytes, ALL_IN_HEAP);
        SpooledResult result = spool(store, ROWS)) {

      // When
      String middle = json(result, 8_190, 4);
      String end = json(result, 49_999, 10);
      String beyond = json(result, 50_000, 10);

      // Then
      assertThat(result.rowCount()).isEqualTo(50_000);
      assertThat(middle)
          .isEqualTo(
              "[[8190,\"text 8190\"],[8191,\"text 8191\"],[8192,\"text 8192\"],"
                  + "[8193,\"text 8193\"]]");
      assertThat(end).isEqualTo("[[49999,\"text 49999\"]]");
      assertThat(beyond).isEqualTo("[]");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, ALL_IN_HEAP})
  void shouldWriteAnArrowStreamThatReadersUnderstand(long heapBytes) throws Exception {
    // Given
    try (ResultStore store = store(heapBytes, ALL_IN_HEAP);
        SpooledResult result = spool(store, ROWS)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();

      // When
      result.writeArrow(bytes);

      // Then
      long rows = 0;
      try (var reader =
          new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), duck.allocator())) {
        while (reader.loadNextBatch()) {
          rows += reader.getVectorSchemaRoot().getRowCount();
        }
        assertThat(reader.getVectorSchemaRoot().getSchema()).isEqualTo(result.schema());
      }
      assertThat(rows).isEqualTo(50_000);
    }
  }

  @Test
  void shouldRefuseMoreBytesThanTheLimitAndLeaveNothing() throws Exception {
    // Given
    ResultStoreConfig small =
        new ResultStoreConfig(folder, 100_000, 100, 1_000, 1_000, 1_000_000, 0, 10, 60_000);
    try (ResultStore store = ResultStore.open(small, duck.allocator(), now::get)) {
      // When / Then
      assertThatThrownBy(() -> spool(store, ROWS))
          .isInstanceOfSatisfying(
              WeirException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RESULT_TOO_LARGE));
      assertThat(files()).isZero();
    }
  }

  @Test
  void shouldRefuseMoreColumnsThanTheLimit() throws Exception {
    // Given
    try (ResultStore store = store(ALL_IN_HEAP, ALL_IN_HEAP)) {
      // When / Then
      assertThatThrownBy(() -> spool(store, "SELECT " + "1,".repeat(101) + "1"))
          .isInstanceOfSatisfying(
              WeirException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TOO_MANY_COLUMNS));
    }
  }

  @Test
  void shouldRefuseWhenTheDiskHasTooLittleSpace() throws Exception {
    // Given a reserve that no disk has
    ResultStoreConfig reserved =
        new ResultStoreConfig(
            folder, ALL_IN_HEAP, 100, 0, 0, ALL_IN_HEAP, Long.MAX_VALUE, 10, 60_000);
    try (ResultStore store = ResultStore.open(reserved, duck.allocator(), now::get)) {
      // When / Then
      assertThatThrownBy(() -> spool(store, ROWS))
          .isInstanceOfSatisfying(
              WeirException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL));
      assertThat(files()).isZero();
    }
  }

  @Test
  void shouldExpireWhatNobodyReadsForItsLifetime() throws Exception {
    // Given two results, one of them read later
    try (ResultStore store = store(0, 0);
        SpooledResult idle = spool(store, ROWS);
        SpooledResult used = spool(store, ROWS)) {
      now.set(Instant.ofEpochSecond(50));
      json(used, 0, 1);

      // When
      now.set(Instant.ofEpochSecond(70));
      store.sweep();

      // Then
      assertThat(used.isLive()).isTrue();
      assertThat(idle.isLive()).isFalse();
      assertThat(files()).isEqualTo(1);
      assertThatThrownBy(() -> json(idle, 0, 1))
          .isInstanceOfSatisfying(
              WeirException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_NOT_FOUND));
    }
    assertThat(files()).isZero();
  }

  @Test
  void shouldMoveOutOfMemoryWhatIsTooMuchForIt() throws Exception {
    // Given room in memory for one result only
    try (ResultStore store = store(ALL_IN_HEAP, 2_000_000);
        SpooledResult first = spool(store, ROWS)) {
      assertThat(files()).isZero();
      now.set(Instant.ofEpochSecond(1));

      // When
      try (SpooledResult second = spool(store, ROWS)) {

        // Then
        assertThat(files()).isEqualTo(1);
        assertThat(json(first, 3, 1)).isEqualTo("[[3,\"text 3\"]]");
        assertThat(json(second, 4, 1)).isEqualTo("[[4,\"text 4\"]]");
      }
    }
  }

  @Test
  void shouldExpireTheLeastRecentlyUsedWhenTheFolderIsFull() throws Exception {
    // Given room on disk for two results
    ResultStoreConfig small =
        new ResultStoreConfig(folder, ALL_IN_HEAP, 100, 0, 0, 2_500_000, 0, 10, 60_000);
    try (ResultStore store = ResultStore.open(small, duck.allocator(), now::get);
        SpooledResult first = spool(store, ROWS)) {
      now.set(Instant.ofEpochSecond(1));
      try (SpooledResult second = spool(store, ROWS)) {
        now.set(Instant.ofEpochSecond(2));
        json(first, 0, 1);
        now.set(Instant.ofEpochSecond(3));

        // When
        try (SpooledResult third = spool(store, ROWS)) {

          // Then
          assertThat(first.isLive()).isTrue();
          assertThat(second.isLive()).isFalse();
          assertThat(third.isLive()).isTrue();
        }
      }
    }
  }

  @Test
  void shouldLiveUntilItsLastOwnerCloses() throws Exception {
    // Given a result with two owners
    try (ResultStore store = store(0, 0)) {
      SpooledResult result = spool(store, ROWS);
      SpooledResult other = (SpooledResult) result.retain();

      // When / Then
      result.close();
      assertThat(other.isLive()).isTrue();
      assertThat(files()).isEqualTo(1);
      other.close();
      assertThat(other.isLive()).isFalse();
      assertThat(files()).isZero();
    }
  }

  @Test
  void shouldWipeTheFolderAtStart() throws Exception {
    // Given what a killed process left behind
    Files.writeString(folder.resolve("17.arrows"), "left");

    // When
    store(0, 0).close();

    // Then
    assertThat(files()).isZero();
  }

  @Test
  void shouldServeSmallResultsFromTheSameJson() throws Exception {
    // Given
    try (ResultStore store = store(ALL_IN_HEAP, ALL_IN_HEAP);
        SpooledResult result = spool(store, "SELECT i FROM range(3) r(i)")) {
      // When
      String first = json(result, 0, 100);
      String again = json(result, 0, 100);

      // Then
      assertThat(first).isEqualTo("[[0],[1],[2]]");
      assertThat(again).isEqualTo(first);
      assertThat(json(result, 1, 1)).isEqualTo("[[1]]");
    }
  }

  @Test
  void shouldKeepAnEmptyResult() throws Exception {
    // Given
    try (ResultStore store = store(0, 0);
        SpooledResult result = spool(store, "SELECT 1 AS a WHERE false")) {
      // Then
      assertThat(result.rowCount()).isZero();
      assertThat(json(result, 0, 10)).isEqualTo("[]");
      assertThat(result.columns().getFirst().name()).isEqualTo("a");
    }
  }

  private ResultStore store(long heapBytesPerResult, long heapBytesTotal) throws IOException {
    InstantSource clock = now::get;
    return ResultStore.open(
        new ResultStoreConfig(
            folder,
            ALL_IN_HEAP,
            100,
            heapBytesPerResult,
            heapBytesTotal,
            ALL_IN_HEAP,
            0,
            1_000,
            60_000),
        duck.allocator(),
        clock);
  }

  private SpooledResult spool(ResultStore store, String sql) throws Exception {
    try (ResultSpool.ResultWriter writer = store.open("q", Long.MAX_VALUE)) {
      duck.drain(sql, writer);
      return (SpooledResult) writer.finish(false);
    }
  }

  private static String json(SpooledResult result, long offset, int rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    result.writeJsonRows(offset, rows, bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }
}
