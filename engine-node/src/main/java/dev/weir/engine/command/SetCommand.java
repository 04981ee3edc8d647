package dev.weir.engine.command;

/**
 * SET max_threads: the one setting that a statement may name. It changes no query; EXPLAIN PIPELINE
 * prints that many processors.
 *
 * @param maxThreads 1 to 1,024
 */
public record SetCommand(int maxThreads) implements Command {
  /** The most that may be asked for. */
  public static final int MAX_THREADS_LIMIT = 1_024;

  @Override
  public String kind() {
    return "SET";
  }
}
