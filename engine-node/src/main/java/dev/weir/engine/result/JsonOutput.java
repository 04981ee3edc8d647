package dev.weir.engine.result;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.apache.arrow.memory.ArrowBuf;

/** JSON text as bytes, in a buffer that grows to a few rows and is handed on. Not thread-safe. */
final class JsonOutput {
  /** JavaScript numbers are exact up to here; whole numbers beyond it are written as strings. */
  static final long EXACT_MAX = 1L << 53;

  private static final int HANDED_ON_BYTES = 64 * 1024;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final OutputStream out;
  private byte[] bytes = new byte[4096];
  private int size;

  JsonOutput(OutputStream out) {
    this.out = out;
  }

  /** Hands on what is there when it is worth a write. */
  void rowEnd() throws IOException {
    if (size >= HANDED_ON_BYTES) {
      flush();
    }
  }

  void flush() throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }

  void raw(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
  }

  void raw(byte[] ascii) {
    room(ascii.length);
    System.arraycopy(ascii, 0, bytes, size, ascii.length);
    size += ascii.length;
  }

  void nil() {
    raw(NULL);
  }

  void bool(boolean value) {
    ascii(value ? "true" : "false");
  }

  /** ASCII text as it is, without quotes. */
  @SuppressWarnings("deprecation") // The one way to copy Latin-1 without a detour by an encoder.
  void ascii(String text) {
    int length = text.length();
    room(length);
    text.getBytes(0, length, bytes, size);
    size += length;
  }

  /** ASCII text that needs no escape, in quotes. */
  void quotedAscii(String text) {
    raw('"');
    ascii(text);
    raw('"');
  }

  /** Any text, in quotes and escaped. */
  void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    room(utf8.length + 2);
    bytes[size++] = '"';
    int start = size;
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    escapeFrom(start);
    raw('"');
  }

  /** UTF-8 text out of a vector, in quotes and escaped. */
  void text(ArrowBuf from, long at, int length) {
    room(length + 2);
    bytes[size++] = '"';
    int start = size;
    from.getBytes(at, bytes, size, length);
    size += length;
    escapeFrom(start);
    raw('"');
  }

  void base64(byte[] value) {
    raw('"');
    raw(Base64.getEncoder().encode(value));
    raw('"');
  }

  /** A whole number, as a string when JavaScript would round it. */
  void whole(long value) {
    boolean exact = value <= EXACT_MAX && value >= -EXACT_MAX;
    if (exact) {
      digits(value);
    } else {
      raw('"');
      digits(value);
      raw('"');
    }
  }

  void whole(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      whole(value.longValue());
    } else {
      quotedAscii(value.toString());
    }
  }

  void real(double value) {
    if (Double.isFinite(value)) {
      ascii(Double.toString(value));
    } else {
      quotedAscii(Double.toString(value));
    }
  }

  void real(float value) {
    if (Float.isFinite(value)) {
      ascii(Float.toString(value));
    } else {
      quotedAscii(Float.toString(value));
    }
  }

  /** Decimal digits of {@code value}. */
  void digits(long value) {
    if (value == Long.MIN_VALUE) {
      ascii("-9223372036854775808");
      return;
    }
    room(20);
    long rest = value;
    if (rest < 0) {
      bytes[size++] = '-';
      rest = -rest;
    }
    int end = size + digitCount(rest);
    int at = end;
    do {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    size = end;
  }

  /** Exactly {@code count} digits of a value that is not negative. */
  void padded(long value, int count) {
    room(count);
    long rest = value;
    for (int at = size + count; at > size; rest /= 10) {
      bytes[--at] = (byte) ('0' + rest % 10);
    }
    size += count;
  }

  private static int digitCount(long value) {
    int count = 1;
    for (long limit = 10; value >= limit && count < 19; count++) {
      limit = count == 18 ? Long.MAX_VALUE : limit * 10;
    }
    return count;
  }

  /** Rewrites what stands from {@code start} on only when something in it needs an escape. */
  private void escapeFrom(int start) {
    int extra = 0;
    for (int i = start; i < size; i++) {
      extra += escapeLength(bytes[i]) - 1;
    }
    if (extra == 0) {
      return;
    }
    room(extra);
    int from = size;
    int to = size + extra;
    size = to;
    while (from > start) {
      byte b = bytes[--from];
      int length = escapeLength(b);
      to -= length;
      escape(b, length, to);
    }
  }

  private void escape(byte b, int length, int to) {
    if (length == 1) {
      bytes[to] = b;
      return;
    }
    bytes[to] = '\\';
    if (length == 2) {
      bytes[to + 1] =
          (byte)
              switch (b) {
                case '\n' -> 'n';
                case '\r' -> 'r';
                case '\t' -> 't';
                default -> b;
              };
      return;
    }
    bytes[to + 1] = 'u';
    bytes[to + 2] = '0';
    bytes[to + 3] = '0';
    bytes[to + 4] = HEX[b >> 4];
    bytes[to + 5] = HEX[b & 15];
  }

  private static int escapeLength(byte b) {
    if (b == '"' || b == '\\' || b == '\n' || b == '\r' || b == '\t') {
      return 2;
    }
    return b >= 0 && b < 0x20 ? 6 : 1;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }
}
