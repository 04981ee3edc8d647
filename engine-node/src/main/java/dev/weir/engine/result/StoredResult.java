package dev.weir.engine.result;

import dev.weir.contracts.query.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A whole result, kept in memory when small and in a file otherwise. Its bytes never change, so any
 * number of threads may read it at once. Reference counted: the maker holds the first reference,
 * and the memory or file is freed when the last one is closed.
 */
public interface StoredResult extends AutoCloseable {

  List<ResultColumn> columns();

  long rowCount();

  /** Bytes that it holds in memory or on disk, as Arrow. */
  long bytes();

  /** Whether rows were left out because of the row limit. */
  boolean truncated();

  /**
   * One more reference, to be closed by the caller.
   *
   * @throws dev.weir.contracts.error.WeirException QUERY_NOT_FOUND when the last reference was
   *     closed already
   */
  StoredResult retain();

  /** As {@link dev.weir.contracts.query.QueryHandle#writeJsonRows}. */
  void writeJsonRows(long offset, int rowsMax, OutputStream out) throws IOException;

  /** The whole result as an Arrow IPC stream. */
  void writeArrow(OutputStream out) throws IOException;

  /** Gives the whole result to {@code sink}, batch by batch, on the calling thread. */
  void replay(BatchSink sink) throws IOException;

  /** Closes one reference. */
  @Override
  void close();
}
