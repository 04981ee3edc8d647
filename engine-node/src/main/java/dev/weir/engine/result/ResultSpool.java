package dev.weir.engine.result;

/** Where results are kept until they expire. Bounded in bytes. Thread-safe. */
public interface ResultSpool {

  /**
   * A writer for the result of one query.
   *
   * @param queryId names the file when the result outgrows memory
   * @param bytesMax more Arrow bytes than that are refused with RESULT_TOO_LARGE
   */
  ResultWriter open(String queryId, long bytesMax);

  /** Takes the batches of one result. Used by one thread. */
  interface ResultWriter extends BatchSink, AutoCloseable {

    /**
     * The result, with one reference that the caller owns. Once, after the last batch.
     *
     * @param truncated whether rows were left out
     */
    StoredResult finish(boolean truncated) throws java.io.IOException;

    /** Forgets what was written, unless {@link #finish} was called. */
    @Override
    void close();
  }
}
