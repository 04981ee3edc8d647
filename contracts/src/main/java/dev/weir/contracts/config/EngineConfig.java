package dev.weir.contracts.config;

import java.nio.file.Path;

/**
 * Settings of an engine node. Every limit of the node is here, under a name.
 *
 * @param cluster name of the ComputeCluster that the node belongs to
 * @param stagingFolder files in the making; the SQL engine of Weir's own code may read and write it
 * @param spillFolder what does not fit in memory; wiped at every start
 * @param resultFolder results that do not fit in memory; wiped at every start
 * @param cacheFolder copies of data files of a store that is not a folder of this machine; wiped at
 *     every start
 * @param sqlEngine limits of the SQL engine
 * @param admission how many queries, and for how long
 * @param statement limits of one statement
 * @param result limits of one result
 * @param caches sizes of the caches
 */
public record EngineConfig(
    String cluster,
    Path stagingFolder,
    Path spillFolder,
    Path resultFolder,
    Path cacheFolder,
    SqlEngine sqlEngine,
    Admission admission,
    Statement statement,
    Result result,
    Caches caches) {

  /**
   * @param threads of all queries together
   * @param memoryBytesMax of all queries together; beyond it they spill
   * @param spillBytesMax in the spill folder; beyond it a query fails with OUT_OF_MEMORY
   */
  public record SqlEngine(int threads, long memoryBytesMax, long spillBytesMax) {}

  /**
   * @param runningMax queries that run at once
   * @param queuedMax queries that wait; one more is refused with QUEUE_FULL
   * @param timeoutMillisMax from submission; a request may ask for less
   */
  public record Admission(int runningMax, int queuedMax, long timeoutMillisMax) {}

  /**
   * @param bytesMax of its text in UTF-8; checked before anything reads it
   * @param columnsMax of its result
   * @param tablesMax that it reads, those behind views included
   * @param viewDepthMax views in views
   */
  public record Statement(int bytesMax, int columnsMax, int tablesMax, int viewDepthMax) {}

  /**
   * @param rowsMax of a result that is kept; 0: no limit but the bytes
   * @param bytesMax of one result that is kept; beyond it RESULT_TOO_LARGE
   * @param memoryBytesMax of one result in memory; larger ones go to the result folder
   * @param diskBytesMax of all kept results; beyond it the oldest expire
   * @param keepMillis how long a result can be fetched after the query ended
   * @param keptMax how many ended queries can be asked about with their result
   */
  public record Result(
      long rowsMax,
      long bytesMax,
      long memoryBytesMax,
      long diskBytesMax,
      long keepMillis,
      int keptMax) {}

  /**
   * @param resultBytesMax of the result cache
   * @param resultEntryBytesMax a larger result is not cached
   * @param statementBytesMax parsed statements, by the size of their syntax trees
   * @param metadataBytesMax Iceberg metadata files, by their size as JSON
   * @param manifestFilesMax entries of Iceberg manifests, one a data file
   * @param footersMax Parquet footers, one a data file
   * @param viewSetsMax sets of views that the SQL engine keeps for statements that come again
   * @param fileBytesMax of copies of data files in the cache folder; also the limit of what one
   *     statement reads, when the store is not a folder of this machine
   * @param fileFetchesMax data files that are fetched from such a store at once
   */
  public record Caches(
      long resultBytesMax,
      long resultEntryBytesMax,
      long statementBytesMax,
      long metadataBytesMax,
      int manifestFilesMax,
      int footersMax,
      int viewSetsMax,
      long fileBytesMax,
      int fileFetchesMax) {

    /** The same with room for more or fewer data files. */
    public Caches withFileBytesMax(long bytes) {
      return new Caches(
          resultBytesMax,
          resultEntryBytesMax,
          statementBytesMax,
          metadataBytesMax,
          manifestFilesMax,
          footersMax,
          viewSetsMax,
          bytes,
          fileFetchesMax);
    }
  }

  private static final long MIB = 1L << 20;

  /** What a node of that many threads and that much memory uses when nothing else is said. */
  public static EngineConfig defaults(Path folder, int threads, long memoryBytesMax) {
    return new EngineConfig(
        "default",
        folder.resolve("staging"),
        folder.resolve("spill"),
        folder.resolve("results"),
        folder.resolve("files"),
        new SqlEngine(threads, memoryBytesMax, 20_000 * MIB),
        new Admission(Math.max(4, threads), 200, 600_000),
        new Statement((int) MIB, 5_000, 200, 16),
        new Result(0, 4_000 * MIB, 16 * MIB, 20_000 * MIB, 3_600_000, 1_000),
        new Caches(128 * MIB, 8 * MIB, 64 * MIB, 64 * MIB, 200_000, 20_000, 64, 20_000 * MIB, 8));
  }

  /** The same for another ComputeCluster. */
  public EngineConfig withCluster(String name) {
    return new EngineConfig(
        name,
        stagingFolder,
        spillFolder,
        resultFolder,
        cacheFolder,
        sqlEngine,
        admission,
        statement,
        result,
        caches);
  }

  /** The same with other limits of how many queries. */
  public EngineConfig withAdmission(Admission limits) {
    return new EngineConfig(
        cluster,
        stagingFolder,
        spillFolder,
        resultFolder,
        cacheFolder,
        sqlEngine,
        limits,
        statement,
        result,
        caches);
  }

  /** The same with other caches. */
  public EngineConfig withCaches(Caches sizes) {
    return new EngineConfig(
        cluster,
        stagingFolder,
        spillFolder,
        resultFolder,
        cacheFolder,
        sqlEngine,
        admission,
        statement,
        result,
        sizes);
  }
}
