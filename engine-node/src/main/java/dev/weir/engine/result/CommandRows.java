package dev.weir.engine.result;

import dev.weir.contracts.query.ResultColumn;
import dev.weir.engine.command.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The few rows of a command as one Arrow batch. Pure. */
public final class CommandRows {
  private static final int INTEGER_BITS = 64;

  private CommandRows() {}

  /**
   * Writes all of {@code result} to {@code sink}.
   *
   * @param allocator of the batch, which is freed before this returns
   */
  public static void write(CommandResult result, BufferAllocator allocator, BatchSink sink)
      throws IOException {
    List<Field> fields = new ArrayList<>();
    for (ResultColumn column : result.columns()) {
      Field plain =
          new Field(
              column.name(),
              new FieldType(column.nullable(), arrowType(column.type()), null),
              null);
      fields.add(SqlTypes.published(plain, SqlType.parse(column.type())));
    }
    Schema schema = new Schema(fields);
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
      root.allocateNew();
      for (int row = 0; row < result.rows().size(); row++) {
        for (int column = 0; column < fields.size(); column++) {
          set(root.getVector(column), row, result.rows().get(row).get(column));
        }
      }
      root.setRowCount(result.rows().size());
      sink.start(schema);
      if (!result.rows().isEmpty()) {
        sink.batch(root);
      }
    }
    sink.end();
  }

  private static ArrowType arrowType(String sqlType) {
    return switch (sqlType) {
      case "BIGINT" -> new ArrowType.Int(INTEGER_BITS, true);
      case "DOUBLE" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case "BOOLEAN" -> ArrowType.Bool.INSTANCE;
      default -> ArrowType.Utf8.INSTANCE;
    };
  }

  private static void set(FieldVector vector, int row, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
      return;
    }
    switch (vector) {
      case BigIntVector longs -> longs.setSafe(row, ((Number) value).longValue());
      case Float8Vector doubles -> doubles.setSafe(row, ((Number) value).doubleValue());
      case BitVector flags -> flags.setSafe(row, (Boolean) value ? 1 : 0);
      case VarCharVector texts ->
          texts.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
      default -> throw new IllegalArgumentException("no column of type " + vector.getField());
    }
  }
}
