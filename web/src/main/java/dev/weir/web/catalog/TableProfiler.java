package dev.weir.web.catalog;

import dev.weir.web.catalog.TableProfile.ColumnProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Adds up what the manifests of a snapshot say about each column. */
final class TableProfiler {
  /** Tables of more data files are not added up: reading their manifests would take seconds. */
  static final int FILES_MAX = 5_000;

  private TableProfiler() {}

  static TableProfile profile(Table table) {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null || files(snapshot) > FILES_MAX) {
      return TableProfile.EMPTY;
    }
    Map<Integer, Sum> sums = new HashMap<>();
    table.schema().columns().stream()
        .filter(column -> column.type().isPrimitiveType())
        .forEach(column -> sums.put(column.fieldId(), new Sum(column)));
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot.snapshotId()).includeColumnStats().planFiles()) {
      for (FileScanTask task : tasks) {
        sums.values().forEach(sum -> sum.add(task.file()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<Integer, ColumnProfile> columns = new HashMap<>();
    sums.forEach((id, sum) -> columns.put(id, sum.profile()));
    return new TableProfile(columns);
  }

  private static long files(Snapshot snapshot) {
    return Long.parseLong(snapshot.summary().getOrDefault("total-data-files", "0"));
  }

  /** One column, file by file. What one file does not say is unknown for all. */
  private static final class Sum {
    private final int id;
    private final Type type;
    private final Comparator<Object> order;
    private boolean boundsKnown = true;
    private @Nullable Object min;
    private @Nullable Object max;
    private @Nullable Long nulls = 0L;
    private @Nullable Long bytes = 0L;

    Sum(Types.NestedField column) {
      this.id = column.fieldId();
      this.type = column.type();
      this.order = Comparators.forType(column.type().asPrimitiveType());
    }

    void add(DataFile file) {
      Long fileNulls = get(file.nullValueCounts());
      nulls = nulls == null || fileNulls == null ? null : Long.valueOf(nulls + fileNulls);
      Long fileBytes = get(file.columnSizes());
      bytes = bytes == null || fileBytes == null ? null : Long.valueOf(bytes + fileBytes);
      ByteBuffer low = get(file.lowerBounds());
      ByteBuffer high = get(file.upperBounds());
      if (low == null || high == null) {
        // A file without a single value has no bounds, and does not spoil those of the others.
        boundsKnown &= fileNulls != null && fileNulls == file.recordCount();
        return;
      }
      Object fileMin = Conversions.fromByteBuffer(type, low);
      Object fileMax = Conversions.fromByteBuffer(type, high);
      min = min == null || order.compare(fileMin, min) < 0 ? fileMin : min;
      max = max == null || order.compare(fileMax, max) > 0 ? fileMax : max;
    }

    ColumnProfile profile() {
      return new ColumnProfile(boundsKnown ? min : null, boundsKnown ? max : null, nulls, bytes);
    }

    private <T> @Nullable T get(@Nullable Map<Integer, T> values) {
      return values == null ? null : values.get(id);
    }
  }
}
