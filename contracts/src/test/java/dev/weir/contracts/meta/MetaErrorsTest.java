package dev.weir.contracts.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetaErrorsTest {

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void shouldCarryEveryCodeThere(ErrorCode code) {
    WeirException back =
        MetaErrors.fromStatus(
            MetaErrors.toStatus(new WeirException(code, "what happened", "what to do: größer")));

    assertThat(back.code()).isEqualTo(code);
    assertThat(back).hasMessage("what happened");
    assertThat(back.hint()).isEqualTo("what to do: größer");
  }

  @Test
  void shouldLeaveAHintOutThatThereIsNot() {
    assertThat(
            MetaErrors.fromStatus(
                    MetaErrors.toStatus(new WeirException(ErrorCode.INTERNAL, "failed")))
                .hint())
        .isNull();
  }

  @Test
  void shouldTakeAServerThatIsNotThereForUnavailable() {
    WeirException failure = MetaErrors.fromStatus(Status.UNAVAILABLE.asRuntimeException());

    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failure.getMessage()).contains("UNAVAILABLE");
  }
}
