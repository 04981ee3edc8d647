package dev.weir.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorBody;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.PinnedTable;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStats;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.ResultColumn;
import dev.weir.storage.TestingDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryLogTest {
  private static final Caller ADA = new Caller("default", "ada", "Ada", List.of(), false);
  private static final Caller BOB = new Caller("default", "bob", "Bob", List.of(), false);
  private static final Caller ADMIN = new Caller("default", "root", "Root", List.of(), true);
  private static final Caller STRANGER = new Caller("other", "ada", "Ada", List.of(), true);

  @TempDir Path folder;

  @Test
  void shouldShowQueriesToTheirOwnerAndToAdministratorsOfTheTenant() throws Exception {
    try (HistoryLog log = HistoryLog.open(folder)) {
      // Given
      log.record(ADA, status("q1", "ada"));
      log.record(BOB, status("q2", "bob"));

      // When / Then
      assertThat(log.list(ADA, 10)).extracting(QueryStatus::id).containsExactly("q1");
      assertThat(log.list(ADMIN, 10)).extracting(QueryStatus::id).containsExactly("q2", "q1");
      assertThat(log.list(ADMIN, 1)).extracting(QueryStatus::id).containsExactly("q2");
      assertThat(log.list(STRANGER, 10)).isEmpty();
      assertThat(log.find("q1", ADA)).isPresent();
      assertThat(log.find("q1", BOB)).isEmpty();
      assertThat(log.find("q1", ADMIN)).isPresent();
    }
  }

  @Test
  void shouldRememberEverythingAfterARestart() throws Exception {
    // Given
    QueryStatus whole = status("q1", "ada");
    try (HistoryLog log = HistoryLog.open(folder)) {
      log.record(ADA, whole);
    }

    // When
    try (HistoryLog log = HistoryLog.open(folder)) {

      // Then
      assertThat(log.find("q1", ADA)).contains(whole);
    }
  }

  @Test
  void shouldForgetTheOldestBeyondItsLimit() throws Exception {
    // Given
    try (HistoryLog log = HistoryLog.open(folder, 3, 1 << 20)) {
      for (int i = 0; i < 10; i++) {
        log.record(ADA, status("q" + i, "ada"));
      }

      // When / Then
      assertThat(log.list(ADA, 100)).extracting(QueryStatus::id).containsExactly("q9", "q8", "q7");
      assertThat(log.find("q6", ADA)).isEmpty();
    }
  }

  @Test
  void shouldRotateSoThatTheDiskIsBounded() throws Exception {
    // Given files of 4 KB
    for (int run = 0; run < 20; run++) {
      try (HistoryLog log = HistoryLog.open(folder, 1_000, 4_096)) {
        // When
        log.record(ADA, status("q" + run, "ada"));
      }
    }

    // Then
    assertThat(Files.size(folder.resolve("history.jsonl"))).isLessThanOrEqualTo(4_096);
    assertThat(Files.size(folder.resolve("history.old.jsonl"))).isLessThanOrEqualTo(4_096);
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.list(ADA, 1)).extracting(QueryStatus::id).containsExactly("q19");
      assertThat(log.list(ADA, 100)).hasSizeBetween(5, 19);
    }
  }

  @Test
  void shouldSurviveATornLastLineAndADamagedOne() throws Exception {
    // Given what a killed process and a bad disk leave behind
    try (HistoryLog log = HistoryLog.open(folder)) {
      log.record(ADA, status("q1", "ada"));
    }
    Path file = folder.resolve("history.jsonl");
    append(file, "not json\n");
    append(file, "{\"tenant\":\"default\",\"status\":{\"id\":\"q2\",\"sq");

    // When
    try (HistoryLog log = HistoryLog.open(folder)) {
      log.record(ADA, status("q3", "ada"));
    }

    // Then
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.list(ADA, 10)).extracting(QueryStatus::id).containsExactly("q3", "q1");
    }
  }

  @Test
  void shouldLoseOnlyWhatAFullDiskDidNotTake() throws Exception {
    // Given a disk that takes a part of an entry
    try (TestingDisk disk = TestingDisk.mount(folder.resolve("disk"), 64 * 1024);
        HistoryFile file = HistoryFile.open(disk.folder(), 1 << 20, entry -> {})) {
      file.append(List.of(new HistoryEntry("default", status("q1", "ada"))));
      disk.leaveFree(0);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  file.append(List.of(new HistoryEntry("default", status("lost", "ada"))));
                }
              })
          .isInstanceOf(IOException.class);

      // When there is room again
      disk.leaveFree(64 * 1024);
      file.append(List.of(new HistoryEntry("default", status("q2", "ada"))));

      // Then
      try (HistoryLog log = HistoryLog.open(disk.folder())) {
        assertThat(log.find("q1", ADA)).isPresent();
        assertThat(log.find("q2", ADA)).isPresent();
      }
    }
  }

  private static void append(Path file, String text) throws Exception {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
  }

  private static QueryStatus status(String id, String principal) {
    return new QueryStatus(
        id,
        "SELECT 'ü'\n-- \"x\"",
        principal,
        new Origin(Origin.Kind.DASHBOARD, "default/d", "c"),
        QueryState.FAILED,
        "SELECT",
        List.of(new ResultColumn("a", "DECIMAL(12,2)", true)),
        new QueryStats(
            false,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            -1,
            true,
            List.of(new PinnedTable("default.t", "9007199254740993", 5L))),
        new ErrorBody.Detail("SYNTAX_ERROR", "m", null, 1, 2, 3, id),
        1_700_000_000_000L);
  }
}
