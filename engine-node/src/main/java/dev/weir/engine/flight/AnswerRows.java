package dev.weir.engine.flight;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The few rows of a metadata answer: String, Integer, Boolean, byte[], list of String, or null. */
final class AnswerRows {
  private final Schema schema;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  AnswerRows(Schema schema) {
    this.schema = schema;
  }

  /** Adds a row; values in the order of the schema. */
  void add(@Nullable Object... values) {
    if (values.length != schema.getFields().size()) {
      throw new IllegalArgumentException("A row of another schema");
    }
    rows.add(values);
  }

  /** Sends everything and completes the stream. */
  void send(ServerStreamListener listener, BufferAllocator allocator) {
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
      listener.start(root);
      root.allocateNew();
      for (int column = 0; column < schema.getFields().size(); column++) {
        FieldVector vector = root.getVector(column);
        for (int row = 0; row < rows.size(); row++) {
          set(vector, row, rows.get(row)[column]);
        }
      }
      root.setRowCount(rows.size());
      listener.putNext();
      listener.completed();
    }
  }

  private static void set(FieldVector vector, int row, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
      return;
    }
    switch (vector) {
      case VarCharVector v -> v.setSafe(row, ((String) value).getBytes(StandardCharsets.UTF_8));
      case VarBinaryVector v -> v.setSafe(row, (byte[]) value);
      case IntVector v -> v.setSafe(row, (Integer) value);
      case BitVector v -> v.setSafe(row, (Boolean) value ? 1 : 0);
      case ListVector v -> list(v, row, (List<?>) value);
      default -> throw new IllegalArgumentException("No such column: " + vector.getField());
    }
  }

  private static void list(ListVector vector, int row, List<?> values) {
    UnionListWriter writer = vector.getWriter();
    writer.setPosition(row);
    writer.startList();
    for (Object value : values) {
      writer.varChar().writeVarChar((String) value);
    }
    writer.endList();
  }
}
