package dev.weir.engine.write;

import dev.weir.contracts.error.WeirException;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/** Rows that are to be written: a query and the open connection that it runs on. */
interface RowSource extends AutoCloseable {

  /** Owned by the source. */
  DuckDBConnection connection();

  /**
   * The query. Its columns have the names and types of the table's.
   *
   * @param layout of the table now
   */
  String query(TableLayout layout);

  /** Whether keys were made so that no two are the same. */
  boolean keyIsUnique();

  /** The best account of why the query failed; it may look at the rows once more. */
  WeirException explain(StatementRun run, TableLayout layout, SQLException failure)
      throws InterruptedException;

  /** Number of the first row without a value in {@code column}, from 1; 0 when not known. */
  long firstNull(StatementRun run, TableLayout layout, String column) throws InterruptedException;

  @Override
  void close();
}
