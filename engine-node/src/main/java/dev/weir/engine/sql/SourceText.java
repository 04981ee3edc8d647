package dev.weir.engine.sql;

import dev.weir.contracts.error.SourcePosition;
import java.nio.charset.StandardCharsets;

/**
 * A statement whose places the SQL engine counts in bytes of UTF-8 and people in lines and columns.
 * Immutable.
 */
public final class SourceText {
  private final String text;
  private final boolean ascii;

  public SourceText(String text) {
    this.text = text;
    this.ascii = text.chars().allMatch(c -> c < 0x80);
  }

  public String text() {
    return text;
  }

  /** Index of the char that starts at or after that byte, at most the length. */
  public int charAt(int byteOffset) {
    if (ascii) {
      return Math.clamp(byteOffset, 0, text.length());
    }
    int bytes = 0;
    int index = 0;
    while (index < text.length() && bytes < byteOffset) {
      int codePoint = text.codePointAt(index);
      bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      index += Character.charCount(codePoint);
    }
    return index;
  }

  /** Bytes of the text in UTF-8. */
  public int byteLength() {
    return ascii ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The place of the chars from {@code start} to {@code end}, which may be equal. */
  public SourcePosition position(int start, int end) {
    int from = Math.clamp(start, 0, text.length());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < from; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    int lineEnd = text.indexOf('\n', from);
    int last = Math.min(end, lineEnd < 0 ? text.length() : lineEnd);
    return new SourcePosition(line, from - lineStart + 1, Math.max(1, last - from));
  }
}
