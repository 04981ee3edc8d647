package dev.weir.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AdmissionTest {
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(20);

  @Test
  void shouldTakePrincipalsInTurn() throws Exception {
    // Given one place, taken, and a principal who asks three times before another asks once
    Admission admission = new Admission(1, 10);
    Admission.Permit taken = admission.enter("ada", null, () -> LONG_NANOS);
    BlockingQueue<String> admitted = new LinkedBlockingQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (String principal : List.of("ada", "ada", "ada", "bob")) {
      int waiting = admission.queued();
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try (Admission.Permit permit = admission.enter(principal, null, () -> LONG_NANOS)) {
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
    try (Admission.Permit taken = admission.enter("ada", null, () -> LONG_NANOS)) {
      assertThatThrownBy(() -> admission.enter("bob", null, () -> LONG_NANOS))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUEUE_FULL));
    }
    Admission patient = new Admission(1, 1);
    try (Admission.Permit taken = patient.enter("ada", null, () -> LONG_NANOS)) {
      assertThatThrownBy(() -> patient.enter("bob", null, () -> 0))
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    }
    assertThat(patient.queued()).isZero();
    assertThat(patient.running()).isZero();
  }

  @Test
  void shouldLetOneOfEqualQueriesRun() throws Exception {
    Admission admission = new Admission(3, 10);
    Admission.Permit first = admission.enter("ada", "sum", () -> LONG_NANOS);
    BlockingQueue<Admission.Permit> admitted = new LinkedBlockingQueue<>();
    for (int i = 0; i < 2; i++) {
      Thread.startVirtualThread(
          () -> {
            try {
              admitted.add(admission.enter("ada", "sum", () -> LONG_NANOS));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    while (admission.queued() < 2) {
      Thread.onSpinWait();
    }
    // Others pass: there is room, and who waits does not wait for it.
    admission.enter("ada", "max", () -> LONG_NANOS).close();
    admission.enter("ada", null, () -> LONG_NANOS).close();
    assertThat(admitted).isEmpty();
    // One at a time: the second after the first, the third after the second.
    first.close();
    Admission.Permit second = admitted.take();
    assertThat(admission.queued()).isEqualTo(1);
    second.close();
    admitted.take().close();
    assertThat(admission.queued()).isZero();
    assertThat(admission.running()).isZero();
  }

  @Test
  void shouldNotRefuseForAnEqualQuery() throws Exception {
    Admission admission = new Admission(2, 0);
    try (Admission.Permit first = admission.enter("ada", "sum", () -> LONG_NANOS);
        Admission.Permit second = admission.enter("ada", "sum", () -> LONG_NANOS)) {
      assertThat(admission.running()).isEqualTo(2);
    }
    assertThat(admission.running()).isZero();
  }

  @Test
  void shouldPassOverWhoWaitsForAnEqualQuery() throws Exception {
    Admission admission = new Admission(1, 10);
    Admission.Permit first = admission.enter("ada", "sum", () -> LONG_NANOS);
    BlockingQueue<String> admitted = new LinkedBlockingQueue<>();
    for (String answer : List.of("sum", "max")) {
      int waiting = admission.queued();
      Thread.startVirtualThread(
          () -> {
            try (Admission.Permit permit = admission.enter("ada", answer, () -> LONG_NANOS)) {
              admitted.add(answer);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      while (admission.queued() == waiting) {
        Thread.onSpinWait();
      }
    }
    first.close();
    // The first has ended, so its equal is first in the queue again.
    assertThat(List.of(admitted.take(), admitted.take())).containsExactly("sum", "max");
  }

  @Test
  void shouldHoldQueriesUntilThereIsANode() throws Exception {
    AtomicInteger places = new AtomicInteger();
    Admission admission = new Admission(places::get, 10, "small");
    FutureTask<Boolean> held =
        new FutureTask<>(
            () -> {
              try (Admission.Permit permit = admission.enter("ada", null, () -> LONG_NANOS)) {
                return true;
              }
            });
    Thread.startVirtualThread(held);
    while (admission.queued() == 0) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> admission.enter("bob", null, () -> 0))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
              assertThat(e.getMessage()).contains("compute node").contains("small");
            });

    places.set(1);
    admission.changed();

    assertThat(held.get()).isTrue();
    assertThat(admission.queued()).isZero();
  }
}
