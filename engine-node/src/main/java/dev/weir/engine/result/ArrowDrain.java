package dev.weir.engine.result;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Carries what the engine exports into a sink, under the schema that Weir publishes: SQL type names
 * in the metadata, dictionaries (ENUM) replaced by their values, instants in UTC. Buffers are
 * handed on, not copied, dictionaries excepted.
 */
public final class ArrowDrain {
  private final ArrowReader reader;
  private final BufferAllocator allocator;
  private final Schema published;

  private ArrowDrain(ArrowReader reader, BufferAllocator allocator, Schema published) {
    this.reader = reader;
    this.allocator = allocator;
    this.published = published;
  }

  /**
   * Reads {@code reader} to its end on this thread.
   *
   * @param typeNames SQL type of each column, as the engine names it
   * @param allocator of the batches that the sink sees; buffers come from the reader's allocator
   *     which must have the same root
   */
  public static void drain(
      ArrowReader reader, List<String> typeNames, BufferAllocator allocator, BatchSink sink)
      throws IOException {
    Schema schema = publishedSchema(reader.getVectorSchemaRoot().getSchema(), typeNames);
    new ArrowDrain(reader, allocator, schema).drainInto(sink);
  }

  private void drainInto(BatchSink sink) throws IOException {
    sink.start(published);
    try (VectorSchemaRoot root = VectorSchemaRoot.create(published, allocator)) {
      VectorLoader loader = new VectorLoader(root);
      while (reader.loadNextBatch()) {
        VectorSchemaRoot exported = reader.getVectorSchemaRoot();
        if (exported.getRowCount() == 0) {
          continue;
        }
        try (ArrowRecordBatch batch = unload(exported)) {
          loader.load(batch);
        }
        sink.batch(root);
        root.clear();
      }
    }
  }

  private static Schema publishedSchema(Schema exported, List<String> typeNames) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < exported.getFields().size(); i++) {
      fields.add(SqlTypes.published(exported.getFields().get(i), SqlType.parse(typeNames.get(i))));
    }
    return new Schema(fields, exported.getCustomMetadata());
  }

  private ArrowRecordBatch unload(VectorSchemaRoot exported) throws IOException {
    Unloaded unloaded = new Unloaded();
    try {
      for (FieldVector vector : exported.getFieldVectors()) {
        append(vector, unloaded);
      }
      return new ArrowRecordBatch(
          exported.getRowCount(),
          unloaded.nodes,
          unloaded.buffers,
          NoCompressionCodec.DEFAULT_BODY_COMPRESSION,
          unloaded.variadicCounts,
          true);
    } finally {
      // The record batch has retained what it needs.
      unloaded.decoded.forEach(ValueVector::close);
    }
  }

  private void append(FieldVector vector, Unloaded to) throws IOException {
    DictionaryEncoding encoding = vector.getField().getDictionary();
    if (encoding != null) {
      Dictionary dictionary = reader.lookup(encoding.getId());
      FieldVector decoded = (FieldVector) DictionaryEncoder.decode(vector, dictionary);
      to.decoded.add(decoded);
      append(decoded, to);
      return;
    }
    to.nodes.add(new ArrowFieldNode(vector.getValueCount(), nullCount(vector)));
    List<ArrowBuf> buffers = vector.getFieldBuffers();
    to.buffers.addAll(buffers);
    if (vector instanceof BaseVariableWidthViewVector) {
      // Validity and views come first, the rest are data buffers.
      to.variadicCounts.add((long) buffers.size() - 2);
    }
    for (FieldVector child : vector.getChildrenFromFields()) {
      append(child, to);
    }
  }

  private static int nullCount(FieldVector vector) {
    return vector instanceof NullVector ? vector.getValueCount() : vector.getNullCount();
  }

  private static final class Unloaded {
    private final List<ArrowFieldNode> nodes = new ArrayList<>();
    private final List<ArrowBuf> buffers = new ArrayList<>();
    private final List<Long> variadicCounts = new ArrayList<>();
    private final List<FieldVector> decoded = new ArrayList<>();
  }
}
