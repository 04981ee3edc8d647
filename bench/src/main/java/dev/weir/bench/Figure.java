package dev.weir.bench;

/** One thing that is measured. */
public interface Figure {
  /** Its name for {@code --only}. */
  String name();

  /** Measures it and adds its lines to the report. */
  void measure(BenchRun run) throws Exception;
}
