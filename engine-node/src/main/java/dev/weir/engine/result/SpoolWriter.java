package dev.weir.engine.result;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Keeps the batches of one result as an Arrow IPC stream, and where each of them begins. */
final class SpoolWriter implements ResultSpool.ResultWriter {
  private static final int END_OF_STREAM = 0;

  private final ResultStore store;
  private final SpoolChannel channel;
  private final WriteChannel out;
  private final int columnsMax;
  private final List<ResultBlock> blocks = new ArrayList<>();
  private @Nullable Schema schema;
  private long rows;

  SpoolWriter(ResultStore store, SpoolChannel channel, int columnsMax) {
    this.store = store;
    this.channel = channel;
    this.out = new WriteChannel(channel);
    this.columnsMax = columnsMax;
  }

  @Override
  public void start(Schema resultSchema) throws IOException {
    int columns = resultSchema.getFields().size();
    if (columns > columnsMax) {
      throw new WeirException(
          ErrorCode.TOO_MANY_COLUMNS,
          "The result has " + columns + " columns; " + columnsMax + " are the limit.",
          "Name the columns that are needed instead of *.");
    }
    schema = resultSchema;
    MessageSerializer.serialize(out, resultSchema);
  }

  @Override
  public void batch(VectorSchemaRoot batch) throws IOException {
    try (ArrowRecordBatch unloaded = new VectorUnloader(batch).getRecordBatch()) {
      ArrowBlock block = MessageSerializer.serialize(out, unloaded);
      blocks.add(
          new ResultBlock(
              rows,
              batch.getRowCount(),
              block.getOffset(),
              block.getMetadataLength(),
              block.getBodyLength()));
    }
    rows += batch.getRowCount();
  }

  @Override
  public StoredResult finish(boolean truncated) throws IOException {
    Schema known = schema;
    if (known == null) {
      throw new IllegalStateException("A result without a schema cannot be finished");
    }
    out.writeIntLittleEndian(MessageSerializer.IPC_CONTINUATION_TOKEN);
    out.writeIntLittleEndian(END_OF_STREAM);
    return store.keep(known, blocks, rows, channel.size(), truncated, channel.seal());
  }

  @Override
  public void close() {
    channel.close();
  }
}
