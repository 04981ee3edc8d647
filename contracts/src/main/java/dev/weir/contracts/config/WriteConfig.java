package dev.weir.contracts.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Settings of what writes tables on an engine node.
 *
 * @param stagingFolder files in the making, on the disk of the object store where that is a folder;
 *     the same as {@link EngineConfig#stagingFolder}
 * @param spillFolder what a sort does not hold in memory
 * @param importFolders where COPY may read files from; uploads are always allowed
 * @param threads of one write
 * @param memoryBytesMax of one write; beyond it it spills
 * @param spillBytesMax of one write; beyond it it fails with OUT_OF_MEMORY
 * @param commitAttemptsMax how often a statement is tried when others commit to the same table
 * @param orphanAgeMillis how old the files of a write that never ended must be before they are
 *     removed; 0 where nobody but this process can still be committing them
 * @param rejectsMax rows of one load that may be put aside; beyond it the load is refused
 */
public record WriteConfig(
    Path stagingFolder,
    Path spillFolder,
    List<Path> importFolders,
    int threads,
    long memoryBytesMax,
    long spillBytesMax,
    int commitAttemptsMax,
    long orphanAgeMillis,
    int rejectsMax) {

  private static final long MIB = 1L << 20;

  /** What a node uses when nothing else is said; {@code folder} holds all its working files. */
  public static WriteConfig defaults(Path folder, int threads, long memoryBytesMax) {
    return new WriteConfig(
        folder.resolve("staging"),
        folder.resolve("spill").resolve("write"),
        List.of(),
        threads,
        memoryBytesMax,
        20_000 * MIB,
        5,
        600_000,
        100_000);
  }

  /** The same with another age for what is removed; 0 where one process does everything. */
  public WriteConfig withOrphanAgeMillis(long millis) {
    return new WriteConfig(
        stagingFolder,
        spillFolder,
        importFolders,
        threads,
        memoryBytesMax,
        spillBytesMax,
        commitAttemptsMax,
        millis,
        rejectsMax);
  }
}
