package dev.weir.engine.flight;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.result.SqlTypes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Parameters of statements, between Arrow rows and the values that the gateway takes. */
final class Parameters {
  private static final String UNKNOWN = "UNKNOWN";

  private Parameters() {}

  /**
   * The schema that a client binds by.
   *
   * @param sqlTypes of the parameters, in order; what the engine cannot tell is bound as text
   */
  static Schema schemaOf(List<String> sqlTypes) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < sqlTypes.size(); i++) {
      String type = sqlTypes.get(i).equals(UNKNOWN) ? "VARCHAR" : sqlTypes.get(i);
      fields.add(bindable(SqlTypes.fieldOf("$" + (i + 1), type)));
    }
    return new Schema(fields);
  }

  /** One row of parameters as an IPC stream, to travel in a ticket. */
  static byte[] pack(VectorSchemaRoot row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArrowStreamWriter writer = new ArrowStreamWriter(row, null, bytes)) {
      writer.writeBatch();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  /** What {@link #pack} packed; nothing for no bytes. */
  static List<@Nullable Object> unpack(byte[] packed, BufferAllocator allocator) {
    if (packed.length == 0) {
      return List.of();
    }
    try (ArrowStreamReader reader =
        new ArrowStreamReader(new ByteArrayInputStream(packed), allocator)) {
      reader.loadNextBatch();
      return row(reader.getVectorSchemaRoot(), 0);
    } catch (IOException malformed) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST, "The parameters cannot be read.", "Bind them again.", malformed);
    }
  }

  /** The values of one row. */
  static List<@Nullable Object> row(VectorSchemaRoot rows, int row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (FieldVector vector : rows.getFieldVectors()) {
      values.add(value(vector, row));
    }
    return values;
  }

  private static @Nullable Object value(FieldVector vector, int row) {
    if (vector instanceof DenseUnionVector union) {
      // Clients that do not know a type offer every one.
      return value((FieldVector) union.getVectorByType(union.getTypeId(row)), union.getOffset(row));
    }
    if (vector instanceof UnionVector union) {
      return value((FieldVector) union.getVector(row), row);
    }
    if (vector.isNull(row)) {
      return null;
    }
    return switch (vector) {
      case UInt8Vector v -> new java.math.BigDecimal(v.getObjectNoOverflow(row));
      case BigIntVector v -> v.get(row);
      case BaseIntVector v -> v.getValueAsLong(row);
      case Float4Vector v -> (double) v.get(row);
      case Float8Vector v -> v.get(row);
      case DecimalVector v -> v.getObject(row);
      case BitVector v -> v.get(row) != 0;
      case DateDayVector v -> LocalDate.ofEpochDay(v.get(row));
      case DateMilliVector v -> LocalDate.ofEpochDay(Math.floorDiv(v.get(row), 86_400_000L));
      case TimeSecVector v -> LocalTime.ofSecondOfDay(v.get(row)).toString();
      case TimeMilliVector v -> LocalTime.ofNanoOfDay(v.get(row) * 1_000_000L).toString();
      case TimeMicroVector v -> LocalTime.ofNanoOfDay(v.get(row) * 1_000L).toString();
      case TimeNanoVector v -> LocalTime.ofNanoOfDay(v.get(row)).toString();
      case TimeStampVector v -> timestamp(v, row);
      default -> textOrBytes(vector, row);
    };
  }

  private static Object timestamp(TimeStampVector vector, int row) {
    ArrowType.Timestamp type = (ArrowType.Timestamp) vector.getField().getType();
    long perSecond =
        switch (type.getUnit()) {
          case SECOND -> 1L;
          case MILLISECOND -> 1_000L;
          case MICROSECOND -> 1_000_000L;
          case NANOSECOND -> 1_000_000_000L;
        };
    long value = vector.get(row);
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(value, perSecond),
            Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
    return type.getTimezone() == null ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : instant;
  }

  private static Object textOrBytes(FieldVector vector, int row) {
    Object value = vector.getObject(row);
    return switch (value) {
      case org.apache.arrow.vector.util.Text text -> text.toString();
      case byte[] bytes -> bytes;
      default ->
          throw new WeirException(
              ErrorCode.TYPE_MISMATCH,
              "A parameter of type " + vector.getField().getType() + " cannot be bound.",
              "Bind a number, text, bytes, a boolean, a date or a timestamp, and cast it in the"
                  + " statement.");
    };
  }

  /**
   * The JDBC driver writes milliseconds into a timestamp of whatever unit, so a parameter is
   * announced in milliseconds.
   */
  private static Field bindable(Field field) {
    if (field.getType() instanceof ArrowType.Timestamp timestamp) {
      ArrowType.Timestamp millis =
          new ArrowType.Timestamp(TimeUnit.MILLISECOND, timestamp.getTimezone());
      return new Field(
          field.getName(),
          new FieldType(true, millis, null, field.getMetadata()),
          field.getChildren());
    }
    return field;
  }
}
