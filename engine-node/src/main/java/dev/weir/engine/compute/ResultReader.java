package dev.weir.engine.compute;

import com.google.protobuf.ByteString;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.result.BatchSink;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Hands a result on as it comes. Its sink hears of it with the first batch, so that until then
 * another node can make the result. Used by one thread.
 */
final class ResultReader implements AutoCloseable {
  private final BufferAllocator allocator;
  private final BatchSink sink;
  private @Nullable Schema schema;
  private @Nullable VectorSchemaRoot root;
  private boolean started;

  ResultReader(BufferAllocator allocator, BatchSink sink) {
    this.allocator = allocator;
    this.sink = sink;
  }

  /** Whether the sink has heard of it. */
  boolean started() {
    return started;
  }

  void schema(ByteString message) {
    try {
      schema = BatchMessages.schema(message);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  void batch(ByteString message) throws IOException {
    VectorSchemaRoot rows = start();
    load(message, rows);
    sink.batch(rows);
    rows.clear();
  }

  private void load(ByteString message, VectorSchemaRoot rows) {
    try (ArrowRecordBatch batch = BatchMessages.batch(message, allocator)) {
      new VectorLoader(rows).load(batch);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Not an IOException: those are the sink's. */
  private static WeirException unreadable(IOException cause) {
    return new WeirException(
        ErrorCode.INTERNAL,
        "a result of a compute node cannot be read: " + cause.getMessage(),
        "Gateway and compute nodes are to be of the same release.",
        cause);
  }

  /** All of it has come. */
  void end() throws IOException {
    var unused = start();
    sink.end();
  }

  private VectorSchemaRoot start() throws IOException {
    if (root == null) {
      if (schema == null) {
        throw unreadable(new IOException("it has no schema"));
      }
      root = VectorSchemaRoot.create(schema, allocator);
      started = true;
      sink.start(schema);
    }
    return root;
  }

  @Override
  public void close() {
    if (root != null) {
      root.close();
    }
  }
}
