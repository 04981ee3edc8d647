package dev.weir.engine.result;

import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Where the batches of a result go, as they are made. Called by one thread, in order: {@code start}
 * once, {@code batch} any number of times, {@code end} once when all went well. A sink that blocks
 * holds the query back, which is how a slow client keeps memory flat.
 */
public interface BatchSink {

  /** The schema, before the first row is there. */
  void start(Schema schema) throws IOException;

  /** A batch, which the sink may read only until it returns. */
  void batch(VectorSchemaRoot batch) throws IOException;

  /**
   * There are no more batches. What the run took may still be being counted, so that whoever waits
   * for rows need not wait for that.
   */
  default void end() throws IOException {}
}
