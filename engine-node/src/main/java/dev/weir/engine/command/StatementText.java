package dev.weir.engine.command;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import org.jspecify.annotations.Nullable;

/**
 * A statement as it was sent, and the way from offsets in it to lines and columns. Immutable.
 *
 * @param sql the whole text
 */
public record StatementText(String sql) {

  /** Line and column of an offset. */
  public SourcePosition position(int offset, int length) {
    int line = 1;
    int lineStart = 0;
    for (int i = sql.indexOf('\n'); i >= 0 && i < offset; i = sql.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    return new SourcePosition(line, offset - lineStart + 1, Math.max(1, length));
  }

  /** The offset of a position in this text; the end of the text when it is behind it. */
  public int offset(SourcePosition position) {
    int lineStart = 0;
    for (int line = 1; line < position.line(); line++) {
      int end = sql.indexOf('\n', lineStart);
      if (end < 0) {
        return sql.length();
      }
      lineStart = end + 1;
    }
    return Math.min(sql.length(), lineStart + position.column() - 1);
  }

  /** A SYNTAX_ERROR at that place. */
  WeirException syntaxError(int offset, int length, String message, @Nullable String hint) {
    return error(ErrorCode.SYNTAX_ERROR, offset, length, message, hint);
  }

  /** A failure at that place. */
  public WeirException error(
      ErrorCode code, int offset, int length, String message, @Nullable String hint) {
    return new WeirException(code, message, hint, position(offset, length), null);
  }
}
