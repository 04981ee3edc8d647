package dev.weir.engine.gateway;

import dev.weir.contracts.query.PinnedTable;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * A connection of the SQL engine that sees exactly the relations of one statement, pinned and
 * filtered for one caller, under the names that the statement uses. It has no files, no network and
 * no settings for the statement's text to reach; Weir's own code may read and write files of the
 * staging folder through it. Not thread-safe but for {@link #cancel}.
 */
public interface SqlSession extends AutoCloseable {

  /** The connection. Owned by the session; it must not be closed by the caller. */
  DuckDBConnection connection();

  /** What the session's relations are pinned to. */
  List<PinnedTable> tables();

  /** Stops what runs on the connection, from any thread. */
  void cancel();

  /** Gives the connection back. */
  @Override
  void close();
}
