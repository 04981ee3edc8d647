package dev.weir.engine.write;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write has done. Immutable.
 *
 * @param rows that were inserted, changed or deleted
 * @param files data files that were written
 * @param bytes of those files
 * @param rejectedRows that were put aside
 * @param rejectReport key of the report about them in the object store; null when there are none
 */
public record WriteResult(
    long rows, int files, long bytes, long rejectedRows, @Nullable String rejectReport) {
  static final WriteResult NOTHING = new WriteResult(0, 0, 0, 0, null);

  static WriteResult of(long rows, List<WrittenFile> files) {
    return new WriteResult(
        rows, files.size(), files.stream().mapToLong(WrittenFile::bytes).sum(), 0, null);
  }

  WriteResult withRejects(long rejected, @Nullable String report) {
    return new WriteResult(rows, files, bytes, rejected, report);
  }
}
