package dev.weir.engine.result;

import java.nio.file.Path;

/**
 * The limits of the results that a node keeps.
 *
 * @param folder for results that do not stay in memory; wiped at start
 * @param resultBytesMax of one result, as Arrow
 * @param columnsMax of one result
 * @param heapBytesPerResult a result up to this size is kept in memory
 * @param heapBytesTotal of all results in memory; the least recently used move to the folder
 * @param diskBytesTotal of all results in the folder; the least recently used expire
 * @param diskReserveBytes that results leave free on their disk
 * @param resultsMax number of results; the least recently used expire
 * @param lifetimeMillis after which a result expires that nobody has read
 */
public record ResultStoreConfig(
    Path folder,
    long resultBytesMax,
    int columnsMax,
    long heapBytesPerResult,
    long heapBytesTotal,
    long diskBytesTotal,
    long diskReserveBytes,
    int resultsMax,
    long lifetimeMillis) {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /** What suits a laptop. */
  public static ResultStoreConfig defaults(Path folder) {
    return new ResultStoreConfig(
        folder, 4 * GIB, 10_000, 2 * MIB, 64 * MIB, 16 * GIB, 512 * MIB, 10_000, 3_600_000);
  }
}
