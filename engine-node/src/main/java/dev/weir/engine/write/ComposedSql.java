package dev.weir.engine.write;

import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.command.BoundText;
import dev.weir.engine.command.SqlSlice;
import dev.weir.engine.command.StatementText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query made of slices of a statement and text of our own, that remembers where each slice
 * stands, so that a failure in the query is told by its place in the statement. Not thread-safe.
 */
final class ComposedSql {
  private final List<@Nullable Object> values;
  private final StringBuilder text = new StringBuilder();
  private final List<Part> parts = new ArrayList<>();

  private record Part(int start, int end, SqlSlice slice, boolean asWritten) {}

  /**
   * @param values of the statement's parameters
   */
  ComposedSql(List<@Nullable Object> values) {
    this.values = values;
  }

  ComposedSql add(String own) {
    text.append(own);
    return this;
  }

  ComposedSql add(SqlSlice slice) {
    int start = text.length();
    String written = BoundText.withValues(slice, values);
    text.append(written);
    parts.add(new Part(start, text.length(), slice, written.equals(slice.text())));
    return this;
  }

  String text() {
    return text.toString();
  }

  /** The failure with its place in the statement; without a place when it is in text of our own. */
  WeirException placed(WeirException failure) {
    SourcePosition position = failure.position();
    if (position == null) {
      return failure;
    }
    int offset = new StatementText(text()).offset(position);
    for (Part part : parts) {
      if (offset >= part.start() && offset <= part.end() && part.asWritten()) {
        SourcePosition placed =
            part.slice()
                .statement()
                .position(part.slice().offset() + offset - part.start(), position.length());
        return with(failure, placed);
      }
    }
    return with(failure, null);
  }

  private static WeirException with(WeirException failure, @Nullable SourcePosition position) {
    return new WeirException(
        failure.code(), String.valueOf(failure.getMessage()), failure.hint(), position, failure);
  }
}
