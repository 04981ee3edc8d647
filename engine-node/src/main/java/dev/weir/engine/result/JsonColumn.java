package dev.weir.engine.result;

import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.util.ArrowBufPointer;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.ElementAddressableVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.UnionVector;

/** Writes values of one vector as JSON. Bound to the vector; not thread-safe. */
@FunctionalInterface
interface JsonColumn {

  /** Writes the value of {@code row}, or null. */
  void write(int row, JsonOutput out);

  /** The writer of {@code vector}, by its Arrow type and the SQL name in its metadata. */
  static JsonColumn of(FieldVector vector) {
    return switch (vector) {
      case NullVector ignored -> (row, out) -> out.nil();
      // A union has no validity of its own: its member says.
      case UnionVector union -> JsonNested.union(union);
      case DenseUnionVector union -> JsonNested.union(union);
      default -> {
        JsonColumn values = valuesOf(vector);
        yield (row, out) -> {
          if (vector.isNull(row)) {
            out.nil();
          } else {
            values.write(row, out);
          }
        };
      }
    };
  }

  private static JsonColumn valuesOf(FieldVector vector) {
    return switch (vector) {
      case TinyIntVector v -> (row, out) -> out.digits(v.get(row));
      case SmallIntVector v -> (row, out) -> out.digits(v.get(row));
      case IntVector v -> (row, out) -> out.digits(v.get(row));
      case BigIntVector v -> (row, out) -> out.whole(v.get(row));
      case UInt1Vector v -> (row, out) -> out.digits(Byte.toUnsignedInt(v.get(row)));
      case UInt2Vector v -> (row, out) -> out.digits(v.get(row));
      case UInt4Vector v -> (row, out) -> out.digits(Integer.toUnsignedLong(v.get(row)));
      case UInt8Vector v -> (row, out) -> unsigned(v.get(row), out);
      case Float4Vector v -> (row, out) -> out.real(v.get(row));
      case Float8Vector v -> (row, out) -> out.real(v.get(row));
      case BitVector v -> (row, out) -> out.bool(v.get(row) != 0);
      case DecimalVector v -> JsonDecimal.of(v);
      case Decimal256Vector v ->
          (row, out) -> out.quotedAscii(v.getObjectNotNull(row).toPlainString());
      case VarCharVector v -> text(v);
      case LargeVarCharVector v -> text(v);
      case ViewVarCharVector v ->
          (row, out) -> out.text(new String(v.get(row), StandardCharsets.UTF_8));
      case VarBinaryVector v -> JsonBinary.of(v.getField(), v::get);
      case LargeVarBinaryVector v -> JsonBinary.of(v.getField(), v::get);
      case ViewVarBinaryVector v -> JsonBinary.of(v.getField(), v::get);
      case FixedSizeBinaryVector v -> JsonBinary.of(v.getField(), v::get);
      case StructVector v -> JsonNested.struct(v);
      default -> {
        JsonColumn nested = JsonNested.listOf(vector);
        yield nested != null ? nested : JsonTemporal.of(vector);
      }
    };
  }

  private static JsonColumn text(ElementAddressableVector vector) {
    ArrowBufPointer at = new ArrowBufPointer();
    return (row, out) -> {
      vector.getDataPointer(row, at);
      if (at.getBuf() == null) {
        out.quotedAscii("");
      } else {
        out.text(at.getBuf(), at.getOffset(), (int) at.getLength());
      }
    };
  }

  private static void unsigned(long bits, JsonOutput out) {
    if (bits >= 0) {
      out.whole(bits);
    } else {
      out.quotedAscii(Long.toUnsignedString(bits));
    }
  }
}
