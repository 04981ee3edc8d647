package dev.weir.engine.command;

import dev.weir.engine.gateway.QueryContext;
import java.util.Optional;

/**
 * Parses and runs every statement that is not a query. Thread-safe.
 *
 * <p>The gateway asks {@link #parse} first; what it does not know is a query for the SQL engine.
 */
public interface CommandRunner {

  /**
   * The command that {@code sql} is, or empty when it is a query (SELECT, VALUES, FROM, WITH …
   * SELECT) or EXPLAIN.
   *
   * @throws dev.weir.contracts.error.WeirException SYNTAX_ERROR with its place,
   *     STATEMENT_NOT_SUPPORTED for SET, ATTACH, INSTALL, LOAD, PRAGMA and everything else that is
   *     not open to sessions
   */
  Optional<Command> parse(String sql);

  /**
   * Runs it to its end: committed, or without any effect.
   *
   * @param context whose caller must have the right for it
   * @param progress told of rows as they are written; called from any thread
   * @throws InterruptedException when it was cancelled; nothing was committed
   */
  CommandResult run(Command command, QueryContext context, Progress progress)
      throws InterruptedException;

  /** Told how far a command has come. */
  interface Progress {
    /**
     * @param rows rows so far
     * @param bytes bytes so far
     * @param percent 0 to 100, or -1 when unknown
     */
    void report(long rows, long bytes, double percent);
  }
}
