package dev.weir.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AdmissionTest {
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(20);

  @Test
  void shouldTakePrincipalsInTurn() throws Exception {
    // Given one place, taken, and a principal who asks three times before another asks once
    Admission admission = new Admission(1, 10);
    Admission.Permit taken = admission.enter("ada", () -> LONG_NANOS);
    BlockingQueue<String> admitted = new LinkedBlockingQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (String principal : List.of("ada", "ada", "ada", "bob")) {
      int waiting = admission.queued();
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try (Admission.Permit permit = admission.enter(principal, () -> LONG_NANOS)) {
                  admitted.add(principal);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
      while (admission.queued() == waiting) {
        Thread.onSpinWait();
      }
    }
    // When
    taken.close();
    for (Thread thread : threads) {
      thread.join();
    }
    // Then
    assertThat(admitted).containsExactly("ada", "bob", "ada", "ada");
    assertThat(admission.running()).isZero();
    assertThat(admission.queued()).isZero();
  }

  @Test
  void shouldRefuseWhenFullAndGiveUpAtTheDeadline() throws Exception {
    Admission admission = new Admission(1, 0);
    try (Admission.Permit taken = admission.enter("ada", () -> LONG_NANOS)) {
      assertThatThrownBy(() -> admission.enter("bob", () -> LONG_NANOS))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUEUE_FULL));
    }
    Admission patient = new Admission(1, 1);
    try (Admission.Permit taken = patient.enter("ada", () -> LONG_NANOS)) {
      assertThatThrownBy(() -> patient.enter("bob", () -> 0))
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    }
    assertThat(patient.queued()).isZero();
    assertThat(patient.running()).isZero();
  }
}
