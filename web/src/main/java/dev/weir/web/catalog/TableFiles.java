package dev.weir.web.catalog;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.web.api.FileEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** The data files of a snapshot as a table's page shows them. */
final class TableFiles {
  private static final Comparator<DataFile> BY_PATH = Comparator.comparing(DataFile::location);

  private TableFiles() {}

  /**
   * The first {@code limit} by path.
   *
   * @throws WeirException BAD_REQUEST when the table has no such snapshot
   */
  static List<FileEntry> list(
      VisibleRelation relation, Table table, @Nullable String snapshotId, int limit) {
    Snapshot snapshot =
        snapshotId == null ? table.currentSnapshot() : find(relation, table, snapshotId);
    if (snapshot == null) {
      return List.of();
    }
    // The greatest path on top, so that only the limit is ever held.
    PriorityQueue<DataFile> first = new PriorityQueue<>(BY_PATH.reversed());
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot.snapshotId()).includeColumnStats().planFiles()) {
      for (FileScanTask task : tasks) {
        first.add(task.file());
        if (first.size() > limit) {
          first.poll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<DataFile> files = new ArrayList<>(first);
    files.sort(BY_PATH);
    return files.stream().map(file -> entry(relation, table.schema(), file)).toList();
  }

  private static Snapshot find(VisibleRelation relation, Table table, String snapshotId) {
    Snapshot snapshot = null;
    try {
      snapshot = table.snapshot(Long.parseLong(snapshotId));
    } catch (NumberFormatException expected) {
      // Answered like an id that is not there.
    }
    if (snapshot == null) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "The table " + relation.qualifiedName() + " has no snapshot " + snapshotId + ".",
          "…/snapshots lists them.");
    }
    return snapshot;
  }

  private static FileEntry entry(VisibleRelation relation, Schema schema, DataFile file) {
    return new FileEntry(
        file.location(),
        file.recordCount(),
        file.fileSizeInBytes(),
        file.splitOffsets() == null ? null : file.splitOffsets().size(),
        bounds(relation, schema, file.lowerBounds()),
        bounds(relation, schema, file.upperBounds()));
  }

  private static Map<String, String> bounds(
      VisibleRelation relation, Schema schema, @Nullable Map<Integer, ByteBuffer> bounds) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (bounds == null) {
      return texts;
    }
    for (Types.NestedField column : schema.columns()) {
      ByteBuffer bound = bounds.get(column.fieldId());
      if (schema.identifierFieldIds().contains(column.fieldId())
          && bound != null
          && relation.showsBounds(column.name())) {
        texts.put(
            column.name(),
            BoundText.of(column.type(), Conversions.fromByteBuffer(column.type(), bound)));
      }
    }
    return texts;
  }
}
