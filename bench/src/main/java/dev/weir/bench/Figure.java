package dev.weir.bench;

/** One thing that is measured. */
public interface Figure {
  /** Its name for {@code --only}. */
  String name();

  /** Whether it is left out of a run that names no figures, because it takes very long. */
  default boolean onlyOnRequest() {
    return false;
  }

  /** Measures it and adds its lines to the report. */
  void measure(BenchRun run) throws Exception;
}
