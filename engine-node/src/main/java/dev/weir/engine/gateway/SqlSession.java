package dev.weir.engine.gateway;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.PinnedTable;
import java.sql.SQLException;
import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
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

  /**
   * The statement as the connection understands it: what was opened, with AT and catalog names
   * replaced. This is what is run, not the text that was given.
   */
  String sql();

  /** What the session's relations are pinned to. */
  List<PinnedTable> tables();

  /** Whether the statement reads the table or view, itself or through a view. */
  boolean reads(TableIdentifier relation);

  /** A failure of the connection as Weir's, with its place in the text that was given. */
  WeirException failure(SQLException e);

  /**
   * Stops what runs on the connection now, from any thread. What starts afterwards is not stopped,
   * so a caller that wants to be sure asks again until the session is closed.
   */
  void cancel();

  /** Gives the connection back. */
  @Override
  void close();
}
