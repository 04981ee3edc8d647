package dev.weir.engine.result;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.apache.arrow.vector.types.pojo.Field;

/** Bytes, and the types of the engine that are exported as bytes. */
final class JsonBinary {
  /** Sign and length of a BIGNUM, before its digits. */
  private static final int BIGNUM_HEADER_BYTES = 3;

  private JsonBinary() {}

  static JsonColumn of(Field field, IntFunction<byte[]> values) {
    return switch (SqlTypes.nameOf(field)) {
      case "BIT" -> (row, out) -> out.quotedAscii(bits(values.apply(row)));
      case "BIGNUM" -> (row, out) -> out.whole(bignum(values.apply(row)));
      default -> (row, out) -> out.base64(values.apply(row));
    };
  }

  /** The first byte says how many leading bits of the second are padding. */
  private static String bits(byte[] value) {
    int padding = value[0];
    StringBuilder text = new StringBuilder();
    for (int i = Byte.SIZE + padding; i < value.length * Byte.SIZE; i++) {
      int bit = value[i / Byte.SIZE] >> (Byte.SIZE - 1 - i % Byte.SIZE) & 1;
      text.append((char) ('0' + bit));
    }
    return text.toString();
  }

  /** Big-endian magnitude behind a header whose first bit is the sign; negative ones inverted. */
  private static BigInteger bignum(byte[] value) {
    boolean negative = (value[0] & 0x80) == 0;
    byte[] magnitude = Arrays.copyOfRange(value, BIGNUM_HEADER_BYTES, value.length);
    if (!negative) {
      return new BigInteger(1, magnitude);
    }
    for (int i = 0; i < magnitude.length; i++) {
      magnitude[i] = (byte) ~magnitude[i];
    }
    return new BigInteger(-1, magnitude);
  }
}
