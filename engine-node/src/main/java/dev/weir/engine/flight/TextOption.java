package dev.weir.engine.flight;

import org.apache.arrow.flight.SessionOptionValueVisitor;
import org.jspecify.annotations.Nullable;

/** The value of a session option that is text; null for any other. */
final class TextOption implements SessionOptionValueVisitor<@Nullable String> {
  @Override
  public @Nullable String visit(String value) {
    return value;
  }

  @Override
  public @Nullable String visit(boolean value) {
    return null;
  }

  @Override
  public @Nullable String visit(long value) {
    return null;
  }

  @Override
  public @Nullable String visit(double value) {
    return null;
  }

  @Override
  public @Nullable String visit(String[] value) {
    return null;
  }

  @Override
  public @Nullable String visit(Void value) {
    return null;
  }
}
