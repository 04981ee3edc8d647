package dev.weir.engine.flight;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.result.BatchSink;
import org.apache.arrow.flight.BackpressureStrategy.CallbackBackpressureStrategy;
import org.apache.arrow.flight.BackpressureStrategy.WaitResult;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Sends batches to a client as fast as it takes them, and blocks while it does not. It must not run
 * on the thread of the call: that is the one on which gRPC says that the client is ready again.
 */
final class StreamSink implements BatchSink, AutoCloseable {
  /** Larger batches are cut, so that one in flight does not hold much memory. */
  private static final long MESSAGE_BYTES = 8L << 20;

  private final ServerStreamListener listener;
  private final BufferAllocator allocator;
  private final long stalledMillisMax;
  private final RunningStatements.Run run;
  private final CallbackBackpressureStrategy backpressure;
  private @Nullable VectorSchemaRoot root;
  private @Nullable VectorLoader loader;
  private boolean ended;

  /**
   * @param stalledMillisMax how long the client may take nothing
   * @param run is cancelled when the client is gone, and looked at before each message: the engine
   *     does not notice a cancel between two batches
   */
  StreamSink(
      ServerStreamListener listener,
      BufferAllocator allocator,
      long stalledMillisMax,
      RunningStatements.Run run) {
    this.listener = listener;
    this.allocator = allocator;
    this.stalledMillisMax = stalledMillisMax;
    this.run = run;
    this.backpressure =
        new CallbackBackpressureStrategy() {
          @Override
          protected void cancelCallback() {
            run.cancel();
          }
        };
    backpressure.register(listener);
  }

  @Override
  public void start(Schema schema) {
    VectorSchemaRoot created = VectorSchemaRoot.create(schema, allocator);
    root = created;
    loader = new VectorLoader(created);
    listener.setUseZeroCopy(true);
    listener.start(created);
  }

  @Override
  public void batch(VectorSchemaRoot batch) {
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

  /** Tells the client that it has all rows. */
  @Override
  public void end() {
    if (!ended) {
      ended = true;
      listener.completed();
    }
  }

  /** Tells the client what went wrong, unless it has all rows: then nothing did for it. */
  void fail(Throwable failure) {
    if (!ended) {
      ended = true;
      listener.error(FlightErrors.translate(failure));
    }
  }

  /** Gives back the buffers. The client must have been told how it ended. */
  @Override
  public void close() {
    if (root != null) {
      root.close();
      root = null;
    }
  }

  private void send(VectorSchemaRoot batch) {
    VectorSchemaRoot to = root;
    VectorLoader into = loader;
    if (to == null || into == null) {
      throw new IllegalStateException("A batch came before the schema");
    }
    awaitClient();
    try (ArrowRecordBatch buffers = new VectorUnloader(batch).getRecordBatch()) {
      into.load(buffers);
    }
    listener.putNext();
    // The message has its own hold on the buffers until it is written.
    to.clear();
  }

  private void awaitClient() {
    WaitResult result = backpressure.waitForListener(stalledMillisMax);
    if (run.isCancelled()) {
      throw new WeirException(ErrorCode.CANCELLED, "The query was cancelled.");
    }
    if (result == WaitResult.READY) {
      return;
    }
    if (result == WaitResult.TIMEOUT) {
      throw new WeirException(
          ErrorCode.DEADLINE_EXCEEDED,
          "The client has taken nothing of the result for " + stalledMillisMax + " ms.",
          "Read results to their end, or close them.");
    }
    throw new WeirException(ErrorCode.CANCELLED, "The client has gone away.");
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
