package dev.weir.engine.compute;

import com.google.protobuf.ByteString;
import dev.weir.contracts.engine.v1.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters and filter values as messages. Pure. */
final class TaskValues {
  private TaskValues() {}

  static List<Value> messages(List<@Nullable Object> values) {
    List<Value> messages = new ArrayList<>(values.size());
    values.forEach(value -> messages.add(message(value)));
    return messages;
  }

  private static Value message(@Nullable Object value) {
    Value.Builder message = Value.newBuilder();
    switch (value) {
      case null -> message.clearValue();
      case String text -> message.setText(text);
      case Boolean flag -> message.setBoolean(flag);
      case Long number -> message.setInteger(number);
      case Integer number -> message.setInteger(number);
      case Double number -> message.setFloating(number);
      case BigDecimal number -> message.setDecimal(number.toString());
      case BigInteger number -> message.setDecimal(number.toString());
      case byte[] bytes -> message.setBinary(ByteString.copyFrom(bytes));
      case LocalDate date -> message.setDate(date.toString());
      case LocalDateTime time -> message.setTimestamp(time.toString());
      case Instant instant -> message.setInstant(instant.toString());
      default ->
          throw new IllegalArgumentException("no parameter is a " + value.getClass().getName());
    }
    return message.build();
  }

  static List<@Nullable Object> values(List<Value> messages) {
    List<@Nullable Object> values = new ArrayList<>(messages.size());
    messages.forEach(message -> values.add(value(message)));
    return values;
  }

  private static @Nullable Object value(Value message) {
    return switch (message.getValueCase()) {
      case TEXT -> message.getText();
      case INTEGER -> message.getInteger();
      case FLOATING -> message.getFloating();
      case DECIMAL -> new BigDecimal(message.getDecimal());
      case BOOLEAN -> message.getBoolean();
      case BINARY -> message.getBinary().toByteArray();
      case DATE -> LocalDate.parse(message.getDate());
      case TIMESTAMP -> LocalDateTime.parse(message.getTimestamp());
      case INSTANT -> Instant.parse(message.getInstant());
      case VALUE_NOT_SET -> null;
    };
  }
}
