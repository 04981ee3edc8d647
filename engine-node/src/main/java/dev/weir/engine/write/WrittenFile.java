package dev.weir.engine.write;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A data file that was written and is not part of a table yet. Immutable.
 *
 * @param path on this machine
 * @param rows at least 1
 * @param bytes of the whole file
 * @param fields exact statistics by field id
 * @param rowGroupOffsets where each row group starts, ascending
 */
record WrittenFile(
    Path path,
    long rows,
    long bytes,
    Map<Integer, FieldStatistics> fields,
    List<Long> rowGroupOffsets) {}
