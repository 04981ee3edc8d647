package dev.weir.engine.result;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.ResultColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A result of a {@link ResultStore}. Beside its owners the store may end it, when it expires;
 * reading then fails with QUERY_NOT_FOUND.
 */
final class SpooledResult implements StoredResult {
  /** A result up to this size keeps its JSON: charts ask for the same bytes again and again. */
  private static final long JSON_KEPT_BYTES_MAX = 256 * 1024;

  /** Marker and length that come before the metadata of a message. */
  private static final int MESSAGE_PREFIX_BYTES = 8;

  private final ResultStore store;
  private final BufferAllocator allocator;
  private final Schema schema;
  private final List<ResultColumn> columns;
  private final List<ResultBlock> blocks;
  private final long rowCount;
  private final long bytes;
  private final boolean truncated;

  private volatile StoredBytes stored;
  private volatile long lastUsedMillis;
  private volatile byte @Nullable [] json;

  // Guarded by this.
  private int owners = 1;
  private int readers;
  private boolean expired;
  private boolean freed;

  SpooledResult(
      ResultStore store,
      BufferAllocator allocator,
      Schema schema,
      List<ResultBlock> blocks,
      long rowCount,
      long bytes,
      boolean truncated,
      StoredBytes stored) {
    this.store = store;
    this.allocator = allocator;
    this.schema = schema;
    this.columns = List.copyOf(SqlTypes.columnsOf(schema));
    this.blocks = List.copyOf(blocks);
    this.rowCount = rowCount;
    this.bytes = bytes;
    this.truncated = truncated;
    this.stored = stored;
    this.lastUsedMillis = store.millis();
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  Schema schema() {
    return schema;
  }

  @Override
  public long rowCount() {
    return rowCount;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public boolean truncated() {
    return truncated;
  }

  /** Whether it can be read: false once it has expired or lost its last owner. */
  synchronized boolean isLive() {
    return !expired && owners > 0;
  }

  @Override
  public synchronized StoredResult retain() {
    requireLive();
    owners++;
    return this;
  }

  @Override
  public void close() {
    synchronized (this) {
      owners--;
    }
    freeWhenUnused();
  }

  @Override
  public void writeJsonRows(long offset, int rowsMax, OutputStream out) throws IOException {
    boolean whole = offset == 0 && rowsMax >= rowCount;
    byte[] kept = json;
    if (whole && kept != null && isLive()) {
      lastUsedMillis = store.millis();
      out.write(kept);
    } else if (whole && bytes <= JSON_KEPT_BYTES_MAX) {
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      writeJson(0, rowCount, copy);
      byte[] made = copy.toByteArray();
      if (made.length <= JSON_KEPT_BYTES_MAX) {
        json = made;
        store.grew(made.length);
      }
      out.write(made);
    } else {
      writeJson(offset, Math.min(rowsMax, Math.max(0, rowCount - offset)), out);
    }
  }

  @Override
  public void writeArrow(OutputStream out) throws IOException {
    StoredBytes from = beginRead();
    try {
      from.copyTo(Channels.newChannel(out));
    } finally {
      endRead();
    }
  }

  @Override
  public void replay(BatchSink sink) throws IOException {
    StoredBytes from = beginRead();
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
      sink.start(schema);
      for (ResultBlock block : blocks) {
        load(from, block, root);
        sink.batch(root);
        root.clear();
      }
    } finally {
      endRead();
    }
    sink.end();
  }

  long heapBytes() {
    byte[] kept = json;
    return stored.heapBytes() + (kept == null ? 0 : kept.length);
  }

  long diskBytes() {
    return stored.diskBytes();
  }

  long lastUsedMillis() {
    return lastUsedMillis;
  }

  /** Moves the bytes out of memory. Those who are reading the old ones may go on. */
  void moveTo(StoredBytes file) {
    boolean late;
    synchronized (this) {
      late = freed;
      if (!late) {
        stored = file;
        json = null;
      }
    }
    if (late) {
      file.delete();
    }
  }

  StoredBytes stored() {
    return stored;
  }

  void expire() {
    synchronized (this) {
      expired = true;
    }
    freeWhenUnused();
  }

  private void writeJson(long offset, long rows, OutputStream out) throws IOException {
    StoredBytes from = beginRead();
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
      JsonRows json = new JsonRows(out);
      long end = offset + rows;
      for (int i = ResultBlock.indexOf(blocks, offset); i < blocks.size(); i++) {
        ResultBlock block = blocks.get(i);
        if (block.firstRow() >= end) {
          break;
        }
        load(from, block, root);
        int first = (int) Math.max(0, offset - block.firstRow());
        int last = (int) Math.min(block.rows(), end - block.firstRow());
        json.write(root, first, last);
        root.clear();
      }
      json.end();
    } finally {
      endRead();
    }
  }

  private void load(StoredBytes from, ResultBlock block, VectorSchemaRoot root) throws IOException {
    ByteBuffer metadata =
        from.read(
            block.offset() + MESSAGE_PREFIX_BYTES, block.metadataBytes() - MESSAGE_PREFIX_BYTES);
    ArrowBuf body =
        from.buffer(block.offset() + block.metadataBytes(), block.bodyBytes(), allocator);
    try (ArrowRecordBatch batch =
        MessageSerializer.deserializeRecordBatch(Message.getRootAsMessage(metadata), body)) {
      new VectorLoader(root).load(batch);
    }
  }

  private StoredBytes beginRead() {
    synchronized (this) {
      requireLive();
      readers++;
      lastUsedMillis = store.millis();
      return stored;
    }
  }

  private void endRead() {
    synchronized (this) {
      readers--;
    }
    freeWhenUnused();
  }

  private void freeWhenUnused() {
    StoredBytes unused;
    synchronized (this) {
      if (freed || readers > 0 || (owners > 0 && !expired)) {
        return;
      }
      freed = true;
      unused = stored;
    }
    store.forget(this);
    unused.delete();
  }

  private void requireLive() {
    if (expired || owners <= 0) {
      throw new WeirException(
          ErrorCode.QUERY_NOT_FOUND,
          "The result of this query has expired.",
          "Run the statement again.");
    }
  }
}
