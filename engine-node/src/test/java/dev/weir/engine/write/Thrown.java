package dev.weir.engine.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a failure must say. */
final class Thrown {
  private final WeirException failure;

  private Thrown(WeirException failure) {
    this.failure = failure;
  }

  static Thrown by(ThrowingCallable call) {
    WeirException failure = catchThrowableOfType(WeirException.class, call);
    assertThat(failure).as("a failure").isNotNull();
    return new Thrown(failure);
  }

  Thrown has(ErrorCode code) {
    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
    return this;
  }

  Thrown says(String part) {
    assertThat(failure).hasMessageContaining(part);
    return this;
  }

  Thrown doesNotSay(String part) {
    assertThat(failure).hasMessageNotContaining(part);
    return this;
  }

  Thrown hints(String part) {
    assertThat(failure.hint()).contains(part);
    return this;
  }

  Thrown at(int line, int column) {
    SourcePosition position = failure.position();
    assertThat(position).isNotNull();
    assertThat(position.line()).isEqualTo(line);
    assertThat(position.column()).isEqualTo(column);
    return this;
  }
}
