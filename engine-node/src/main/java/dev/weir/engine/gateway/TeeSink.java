package dev.weir.engine.gateway;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.result.BatchSink;
import dev.weir.engine.result.ResultSpool.ResultWriter;
import dev.weir.engine.result.StoredResult;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Hands a result on, and keeps a copy of it as long as it is small. */
final class TeeSink implements BatchSink, AutoCloseable {
  private final BatchSink sink;
  private @Nullable ResultWriter copy;

  TeeSink(BatchSink sink, @Nullable ResultWriter copy) {
    this.sink = sink;
    this.copy = copy;
  }

  @Override
  public void start(Schema schema) throws IOException {
    if (copy != null) {
      copy.start(schema);
    }
    sink.start(schema);
  }

  @Override
  public void batch(VectorSchemaRoot batch) throws IOException {
    if (copy != null) {
      try {
        copy.batch(batch);
      } catch (WeirException e) {
        if (e.code() != ErrorCode.RESULT_TOO_LARGE) {
          throw e;
        }
        copy.close();
        copy = null;
      }
    }
    sink.batch(batch);
  }

  @Override
  public void end() throws IOException {
    sink.end();
  }

  /** The copy, with a reference for the caller, or null when the result was too large. */
  @Nullable StoredResult finish(boolean truncated) throws IOException {
    return copy == null ? null : copy.finish(truncated);
  }

  @Override
  public void close() {
    if (copy != null) {
      copy.close();
    }
  }
}
