package dev.weir.engine.compute;

import dev.weir.contracts.engine.v1.RunEvent;
import dev.weir.engine.result.BatchSink;
import java.io.IOException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** A result as events. Used by one thread. */
final class EventSink implements BatchSink {
  /** Larger batches are cut, so that few bytes wait for a slow gateway. */
  private static final long MESSAGE_BYTES = 4L << 20;

  private final EventStream events;

  EventSink(EventStream events) {
    this.events = events;
  }

  @Override
  public void start(Schema schema) throws IOException {
    events.send(RunEvent.newBuilder().setSchema(BatchMessages.message(schema)).build());
  }

  @Override
  public void batch(VectorSchemaRoot batch) throws IOException {
    int rows = batch.getRowCount();
    int step = rowsPerMessage(batch, rows);
    if (step >= rows) {
      send(batch);
      return;
    }
    for (int from = 0; from < rows; from += step) {
      try (VectorSchemaRoot part = batch.slice(from, Math.min(step, rows - from))) {
        send(part);
      }
    }
  }

  private void send(VectorSchemaRoot batch) throws IOException {
    events.send(RunEvent.newBuilder().setBatch(BatchMessages.message(batch)).build());
  }

  private static int rowsPerMessage(VectorSchemaRoot batch, int rows) {
    long bytes = 0;
    for (FieldVector vector : batch.getFieldVectors()) {
      bytes += vector.getBufferSize();
    }
    long messages = Math.max(1, (bytes + MESSAGE_BYTES - 1) / MESSAGE_BYTES);
    return (int) Math.max(1, (rows + messages - 1) / messages);
  }
}
