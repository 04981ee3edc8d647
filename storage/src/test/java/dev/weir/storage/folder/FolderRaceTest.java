package dev.weir.storage.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PreconditionFailedException;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions hold between processes that share a folder. */
class FolderRaceTest {
  private static final int PROCESSES = 3;
  private static final int KEYS = 40;
  private static final int INCREMENTS = 30;

  @TempDir Path root;

  @Test
  void shouldHoldConditionsAcrossProcesses() throws Exception {
    // Given
    try (ObjectStore store = FolderObjectStore.open(root)) {
      store.put("counter", "0".getBytes(UTF_8), PutCondition.NONE);

      // When
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(startRacer("racer-" + i));
      }
      int wins = 0;
      for (Process process : processes) {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        wins += Integer.parseInt(output.strip());
      }

      // Then
      assertThat(wins).isEqualTo(KEYS);
      assertThat(new String(store.readRange("counter", 0, 100), UTF_8))
          .isEqualTo(Integer.toString(PROCESSES * INCREMENTS));
    }
  }

  private Process startRacer(String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Racer.class.getName(),
            root.toString(),
            name)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Runs in a process of its own and prints how many keys it was the first to create. */
  static final class Racer {
    private Racer() {}

    public static void main(String[] args) throws IOException {
      int wins = 0;
      try (ObjectStore store = FolderObjectStore.open(Path.of(args[0]))) {
        for (int i = 0; i < KEYS; i++) {
          wins += create(store, "race/" + i, args[1]) ? 1 : 0;
        }
        for (int i = 0; i < INCREMENTS; i++) {
          while (!increment(store)) {
            Thread.onSpinWait();
          }
        }
      }
      System.out.println(wins);
    }

    private static boolean create(ObjectStore store, String key, String content)
        throws IOException {
      try {
        store.put(key, content.getBytes(UTF_8), PutCondition.IF_ABSENT);
        return true;
      } catch (PreconditionFailedException lost) {
        return false;
      }
    }

    private static boolean increment(ObjectStore store) throws IOException {
      ObjectInfo seen = store.head("counter").orElseThrow();
      int value = Integer.parseInt(new String(store.readRange("counter", 0, 100), UTF_8));
      try {
        store.put(
            "counter",
            Integer.toString(value + 1).getBytes(UTF_8),
            PutCondition.ifMatch(seen.etag()));
        return true;
      } catch (PreconditionFailedException lost) {
        return false;
      }
    }
  }
}
