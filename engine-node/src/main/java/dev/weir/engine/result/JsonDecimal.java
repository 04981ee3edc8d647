package dev.weir.engine.result;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.DecimalVector;

/** Decimals, and the huge integers that travel as decimals. */
final class JsonDecimal {
  private static final long BYTES = DecimalVector.TYPE_WIDTH;

  private JsonDecimal() {}

  static JsonColumn of(DecimalVector vector) {
    boolean whole = SqlTypes.nameOf(vector.getField()).endsWith("HUGEINT");
    int scale = vector.getScale();
    return (row, out) -> {
      ArrowBuf data = vector.getDataBuffer();
      long low = data.getLong(row * BYTES);
      long high = data.getLong(row * BYTES + Long.BYTES);
      boolean isLong = high == low >> 63;
      if (whole) {
        if (isLong) {
          out.whole(low);
        } else {
          out.whole(integer(high, low));
        }
      } else if (isLong && low != Long.MIN_VALUE) {
        fixed(low, scale, out);
      } else {
        out.quotedAscii(new BigDecimal(integer(high, low), scale).toPlainString());
      }
    };
  }

  /** {@code unscaled} with its point, in quotes. */
  private static void fixed(long unscaled, int scale, JsonOutput out) {
    out.raw('"');
    if (unscaled < 0) {
      out.raw('-');
    }
    long rest = Math.abs(unscaled);
    if (scale == 0) {
      out.digits(rest);
    } else if (scale > 18) {
      // No power of ten of that size fits a long, so the whole value is behind the point.
      out.raw('0');
      out.raw('.');
      out.padded(rest, scale);
    } else {
      long unit = POWERS[scale];
      out.digits(rest / unit);
      out.raw('.');
      out.padded(rest % unit, scale);
    }
    out.raw('"');
  }

  private static BigInteger integer(long high, long low) {
    BigInteger value = BigInteger.valueOf(high).shiftLeft(Long.SIZE);
    return value.add(new BigInteger(Long.toUnsignedString(low)));
  }

  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }
}
