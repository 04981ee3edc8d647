package dev.weir.engine.compute;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/** Schemas and batches as Arrow IPC messages. Pure. */
final class BatchMessages {
  private BatchMessages() {}

  static ByteString message(Schema schema) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), schema);
    return UnsafeByteOperations.unsafeWrap(bytes.toByteArray());
  }

  static ByteString message(VectorSchemaRoot batch) throws IOException {
    try (ArrowRecordBatch buffers = new VectorUnloader(batch).getRecordBatch()) {
      ByteString.Output bytes =
          ByteString.newOutput((int) Math.min(Integer.MAX_VALUE, buffers.computeBodyLength()));
      MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), buffers);
      return bytes.toByteString();
    }
  }

  static Schema schema(ByteString message) throws IOException {
    return MessageSerializer.deserializeSchema(channel(message.newInput()));
  }

  /** A batch; the caller closes it. */
  static ArrowRecordBatch batch(ByteString message, BufferAllocator allocator) throws IOException {
    return (ArrowRecordBatch)
        MessageSerializer.deserializeMessageBatch(channel(message.newInput()), allocator);
  }

  private static ReadChannel channel(InputStream bytes) {
    return new ReadChannel(Channels.newChannel(bytes));
  }
}
