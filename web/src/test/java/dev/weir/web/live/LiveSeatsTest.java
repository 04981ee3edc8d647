package dev.weir.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.LiveConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveSeatsTest {
  private static final Caller ADA = caller("one", "ada");
  private static final Caller OTHER_ADA = caller("two", "ada");

  private final LiveSeats seats = new LiveSeats(new LiveConfig(3, 2, 1, 1));

  @Test
  void shouldLimitAUserAndAllTogether() {
    // Given
    seats.take("a", ADA);
    seats.take("b", ADA);

    // Then another tenant's user of the same name is somebody else
    assertFull(ADA, "You have 2");
    seats.take("c", OTHER_ADA);
    assertFull(OTHER_ADA, "server takes: 3");
    assertThat(seats.taken()).isEqualTo(3);
  }

  @Test
  void shouldGiveASeatBackOnceAndOnlyThat() {
    // Given
    seats.take("a", ADA);
    seats.take("b", ADA);

    // When
    seats.leave("a");
    seats.leave("a");
    seats.leave("never");

    // Then
    seats.take("d", ADA);
    assertFull(ADA, "You have 2");
    seats.leave("b");
    seats.leave("d");
    assertThat(seats.taken()).isZero();
    seats.check(ADA);
  }

  private void assertFull(Caller caller, String said) {
    assertThatThrownBy(() -> seats.take("more", caller))
        .isInstanceOfSatisfying(
            WeirException.class,
            full -> {
              assertThat(full.code()).isEqualTo(ErrorCode.QUEUE_FULL);
              assertThat(full.getMessage()).contains(said);
              assertThat(full.hint()).isNotBlank();
            });
  }

  private static Caller caller(String tenant, String name) {
    return new Caller(tenant, name, name, List.of(), false);
  }
}
