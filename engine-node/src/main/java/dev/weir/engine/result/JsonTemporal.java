package dev.weir.engine.result;

import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntervalDayVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Dates, times, timestamps and intervals as ISO 8601; years outside 0 to 9999 carry a sign. The
 * engine's infinite dates are the same strings as infinite numbers.
 */
final class JsonTemporal {
  private static final long MILLIS_PER_DAY = 86_400_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long SECONDS_PER_DAY = 86_400L;

  private JsonTemporal() {}

  static JsonColumn of(FieldVector vector) {
    return switch (vector) {
      case DateDayVector v -> (row, out) -> day(v.get(row), out);
      case DateMilliVector v ->
          (row, out) -> date(Math.floorDiv(v.get(row), MILLIS_PER_DAY), out, true);
      case TimeSecVector v -> (row, out) -> time(v.get(row), 0, out);
      case TimeMilliVector v ->
          (row, out) -> time(v.get(row) / 1_000, v.get(row) % 1_000 * 1_000_000L, out);
      case TimeMicroVector v ->
          (row, out) -> time(v.get(row) / 1_000_000, v.get(row) % 1_000_000 * 1_000L, out);
      case TimeNanoVector v ->
          (row, out) -> time(v.get(row) / NANOS_PER_SECOND, v.get(row) % NANOS_PER_SECOND, out);
      case TimeStampVector v -> timestamp(v);
      case IntervalMonthDayNanoVector v ->
          (row, out) -> {
            long nanos = IntervalMonthDayNanoVector.getNanoseconds(v.getDataBuffer(), row);
            interval(
                IntervalMonthDayNanoVector.getMonths(v.getDataBuffer(), row),
                IntervalMonthDayNanoVector.getDays(v.getDataBuffer(), row),
                nanos,
                out);
          };
      case IntervalYearVector v ->
          (row, out) ->
              interval(IntervalYearVector.getTotalMonths(v.getDataBuffer(), row), 0, 0, out);
      case IntervalDayVector v ->
          (row, out) ->
              interval(
                  0,
                  IntervalDayVector.getDays(v.getDataBuffer(), row),
                  IntervalDayVector.getMilliseconds(v.getDataBuffer(), row) * 1_000_000L,
                  out);
      case DurationVector v -> (row, out) -> out.quotedAscii(v.getObject(row).toString());
      default -> (row, out) -> out.text(String.valueOf(vector.getObject(row)));
    };
  }

  private static JsonColumn timestamp(TimeStampVector vector) {
    ArrowType.Timestamp type = (ArrowType.Timestamp) vector.getField().getType();
    long perSecond = perSecond(type.getUnit());
    long nanosPerUnit = NANOS_PER_SECOND / perSecond;
    boolean utc = type.getTimezone() != null;
    return (row, out) -> {
      long value = vector.get(row);
      if (infinite(value == Long.MAX_VALUE, value == -Long.MAX_VALUE, out)) {
        return;
      }
      long seconds = Math.floorDiv(value, perSecond);
      out.raw('"');
      date(Math.floorDiv(seconds, SECONDS_PER_DAY), out, false);
      out.raw('T');
      clock(
          Math.floorMod(seconds, SECONDS_PER_DAY),
          Math.floorMod(value, perSecond) * nanosPerUnit,
          out);
      if (utc) {
        out.raw('Z');
      }
      out.raw('"');
    };
  }

  private static void day(int epochDay, JsonOutput out) {
    if (!infinite(epochDay == Integer.MAX_VALUE, epochDay == -Integer.MAX_VALUE, out)) {
      date(epochDay, out, true);
    }
  }

  private static boolean infinite(boolean above, boolean below, JsonOutput out) {
    if (above) {
      out.quotedAscii("Infinity");
    } else if (below) {
      out.quotedAscii("-Infinity");
    }
    return above || below;
  }

  /** Civil date of a day number, after Howard Hinnant's {@code civil_from_days}. */
  private static void date(long epochDay, JsonOutput out, boolean quotes) {
    long days = epochDay + 719_468;
    long era = Math.floorDiv(days, 146_097L);
    long dayOfEra = days - era * 146_097L;
    long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shiftedMonth = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    if (quotes) {
      out.raw('"');
    }
    year(year, out);
    out.raw('-');
    out.padded(month, 2);
    out.raw('-');
    out.padded(day, 2);
    if (quotes) {
      out.raw('"');
    }
  }

  private static void year(long year, JsonOutput out) {
    if (year < 0) {
      out.raw('-');
    } else if (year > 9_999) {
      out.raw('+');
    }
    long size = Math.abs(year);
    if (size > 9_999) {
      out.digits(size);
    } else {
      out.padded(size, 4);
    }
  }

  private static void time(long secondOfDay, long nanos, JsonOutput out) {
    out.raw('"');
    clock(secondOfDay, nanos, out);
    out.raw('"');
  }

  /** {@code 24:00:00} is a time of its own to the engine. */
  private static void clock(long secondOfDay, long nanos, JsonOutput out) {
    out.padded(secondOfDay / 3_600, 2);
    out.raw(':');
    out.padded(secondOfDay / 60 % 60, 2);
    out.raw(':');
    out.padded(secondOfDay % 60, 2);
    fraction(nanos, out);
  }

  private static void fraction(long nanos, JsonOutput out) {
    if (nanos == 0) {
      return;
    }
    int digits = 9;
    long rest = nanos;
    while (rest % 10 == 0) {
      rest /= 10;
      digits--;
    }
    out.raw('.');
    out.padded(rest, digits);
  }

  /** An ISO 8601 duration; each part carries its own sign. */
  private static void interval(int months, int days, long nanos, JsonOutput out) {
    out.raw('"');
    out.raw('P');
    part(months / 12, 'Y', out);
    part(months % 12, 'M', out);
    part(days, 'D', out);
    long seconds = nanos / NANOS_PER_SECOND;
    long fraction = Math.abs(nanos % NANOS_PER_SECOND);
    if (nanos != 0) {
      out.raw('T');
      part(seconds / 3_600, 'H', out);
      part(seconds / 60 % 60, 'M', out);
      if (seconds % 60 != 0 || fraction != 0) {
        if (nanos < 0) {
          out.raw('-');
        }
        out.digits(Math.abs(seconds % 60));
        fraction(fraction, out);
        out.raw('S');
      }
    } else if (months == 0 && days == 0) {
      out.ascii("T0S");
    }
    out.raw('"');
  }

  private static void part(long amount, char unit, JsonOutput out) {
    if (amount != 0) {
      out.digits(amount);
      out.raw(unit);
    }
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1;
      case MILLISECOND -> 1_000;
      case MICROSECOND -> 1_000_000;
      case NANOSECOND -> NANOS_PER_SECOND;
    };
  }
}
