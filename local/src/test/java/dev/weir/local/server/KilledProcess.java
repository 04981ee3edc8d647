package dev.weir.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.iceberg.events.CreateSnapshotEvent;
import org.apache.iceberg.events.Listeners;

/** Main class of a process that writes until it is killed. */
public final class KilledProcess {
  static final String COMMITTED = "committed ";
  static final int BATCH_ROWS = 20_000;

  private KilledProcess() {}

  /**
   * @param arguments data folder, {@link HaltPoint}, {@link KilledWrite}, file that COPY loads
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    HaltPoint point = HaltPoint.valueOf(arguments[1]);
    AtomicReference<HaltPoint> halt = new AtomicReference<>(HaltPoint.NEVER);
    TestingLocal node =
        new TestingLocal(root, inner -> new ObservedStore(inner, here -> reach(here, halt.get())));
    node.run(KilledWrite.TABLE);
    if (point == HaltPoint.NEVER) {
      insertForEver(node);
    }
    node.run(KilledWrite.ROWS);
    KilledWrite write = KilledWrite.valueOf(arguments[2]);
    String sql = write.sql(node.upload(Path.of(arguments[3])));
    halt.set(point);
    if (point == HaltPoint.AFTER_COMMIT) {
      Listeners.register(event -> point.halt(), CreateSnapshotEvent.class);
    }
    if (point == HaltPoint.WHILE_STAGING) {
      Thread.ofPlatform().daemon().start(() -> haltWhenStaged(root.resolve("scratch/staging")));
    }
    node.run(sql);
    System.out.println(COMMITTED + "all of it: the point was never reached");
  }

  private static void reach(HaltPoint here, HaltPoint halt) {
    // The watcher of the staging folder may be late; then the kill is under way.
    if (here == halt || halt == HaltPoint.WHILE_STAGING) {
      halt.halt();
    }
  }

  private static void insertForEver(TestingLocal node) {
    for (int batch = 0; ; batch++) {
      node.run(
          "INSERT INTO t SELECT range, 0, md5(range::VARCHAR) FROM range(%d, %d)"
              .formatted(batch * BATCH_ROWS, (batch + 1) * BATCH_ROWS));
      System.out.println(COMMITTED + (batch + 1));
      System.out.flush();
    }
  }

  private static void haltWhenStaged(Path staging) {
    while (true) {
      try (Stream<Path> files = Files.walk(staging)) {
        if (files.anyMatch(file -> file.toString().endsWith(".parquet"))) {
          HaltPoint.WHILE_STAGING.halt();
        }
      } catch (UncheckedIOException | IOException changing) {
        Thread.onSpinWait();
      }
    }
  }
}
