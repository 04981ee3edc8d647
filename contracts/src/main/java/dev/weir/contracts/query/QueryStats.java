package dev.weir.contracts.query;

import java.util.List;

/**
 * What a query took and touched. Grows while it runs; final once its state is.
 *
 * @param cacheHit the answer came from the result cache
 * @param queuedMicros waiting for admission, a wake-up included
 * @param planMicros parsing, resolving, authorising, planning of file access
 * @param runMicros in the SQL engine, until the last batch was made
 * @param totalMicros from submission to the last batch, or until now
 * @param cpuMicros of all threads of the SQL engine; 0 when it cannot tell
 * @param rowsReturned rows of the result so far
 * @param bytesReturned bytes of the result so far, as Arrow; of a load that runs, those of the file
 * @param rowsRead rows of the row groups that were read; while it runs, the part that is done of
 *     the rows of the files that are read
 * @param bytesRead compressed bytes of the column chunks that were read; 0 until that is known,
 *     when it has ended
 * @param rowsTotal rows of all files of the pinned snapshots
 * @param filesRead data files that were read
 * @param filesTotal data files of the pinned snapshots
 * @param percent of the work done, 0 to 100; -1 when unknown
 * @param truncated the result was cut at the row limit
 * @param tables what was read
 */
public record QueryStats(
    boolean cacheHit,
    long queuedMicros,
    long planMicros,
    long runMicros,
    long totalMicros,
    long cpuMicros,
    long rowsReturned,
    long bytesReturned,
    long rowsRead,
    long bytesRead,
    long rowsTotal,
    int filesRead,
    int filesTotal,
    double percent,
    boolean truncated,
    List<PinnedTable> tables) {}
