package dev.weir.engine.duck;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets the parameters of a statement. Pure. */
final class ParameterBinding {
  private ParameterBinding() {}

  static void bind(PreparedStatement statement, List<@Nullable Object> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      switch (value) {
        case null -> statement.setObject(i + 1, null);
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
        case LocalDate date -> statement.setObject(i + 1, date);
        case LocalDateTime time -> statement.setObject(i + 1, time);
        default -> statement.setObject(i + 1, value);
      }
    }
  }
}
