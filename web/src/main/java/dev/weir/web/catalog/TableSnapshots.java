package dev.weir.web.catalog;

import dev.weir.web.api.SnapshotEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** The snapshots of a table as its page shows them. */
final class TableSnapshots {
  private TableSnapshots() {}

  /** At most {@code limit}, newest first. */
  static List<SnapshotEntry> list(Table table, int limit) {
    Snapshot current = table.currentSnapshot();
    List<Snapshot> all = new ArrayList<>();
    table.snapshots().forEach(all::add);
    return all.stream()
        .sorted(Comparator.comparingLong(Snapshot::sequenceNumber).reversed())
        .limit(limit)
        .map(
            snapshot ->
                entry(snapshot, current != null && current.snapshotId() == snapshot.snapshotId()))
        .toList();
  }

  private static SnapshotEntry entry(Snapshot snapshot, boolean current) {
    Map<String, String> summary = snapshot.summary() == null ? Map.of() : snapshot.summary();
    Long parent = snapshot.parentId();
    return new SnapshotEntry(
        Long.toString(snapshot.snapshotId()),
        parent == null ? null : Long.toString(parent),
        snapshot.timestampMillis(),
        snapshot.operation() == null ? "unknown" : snapshot.operation(),
        number(summary, "added-records"),
        number(summary, "deleted-records"),
        number(summary, "total-records"),
        number(summary, "added-data-files"),
        number(summary, "total-data-files"),
        current);
  }

  private static @Nullable Long number(Map<String, String> summary, String name) {
    String text = summary.get(name);
    return text == null ? null : Long.valueOf(text);
  }
}
