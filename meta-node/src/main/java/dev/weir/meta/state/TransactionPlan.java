package dev.weir.meta.state;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weir.meta.state.v1.Condition;
import dev.weir.meta.state.v1.Counters;
import dev.weir.meta.state.v1.Mutation;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Request;
import dev.weir.meta.state.v1.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What applying a transaction to a state comes to. Pure: depends on the transaction, its index and
 * the state only, so that every node of a group comes to the same.
 *
 * @param outcome what the proposer is told
 * @param changes what is written, in order; empty unless the outcome is COMMITTED
 */
record TransactionPlan(Outcome outcome, List<Change> changes) {
  /** How long a repeated request is recognised, by the clock of proposers. */
  static final long REQUEST_LIFETIME_MILLIS = 30 * 60_000;

  /** How many log entries back a repeated request is recognised at most. */
  static final long REQUEST_WINDOW_ENTRIES = 100_000;

  /** More than one, so that the window shrinks faster than it grows. */
  private static final int FORGOTTEN_PER_TRANSACTION = 4;

  private static final byte[] FROM_FIRST = {};

  /** One key's new value; null deletes it. */
  record Change(byte[] key, byte @Nullable [] value) {}

  static TransactionPlan of(Transaction transaction, long index, StateView state)
      throws InvalidProtocolBufferException {
    byte[] requestKey = Keys.request(transaction.getTenant(), transaction.getRequestId());
    Versioned<byte[]> earlier = state.find(requestKey);
    if (earlier != null) {
      Request request = Request.parseFrom(earlier.value());
      return nothing(
          Outcome.newBuilder()
              .setStatus(Outcome.Status.REPLAYED)
              .setIndex(request.getIndex())
              .setFingerprint(request.getFingerprint())
              .setProposal(request.getProposal()));
    }
    for (int i = 0; i < transaction.getConditionsCount(); i++) {
      if (!holds(transaction.getConditions(i), state)) {
        return nothing(
            Outcome.newBuilder()
                .setStatus(Outcome.Status.CONFLICT)
                .setIndex(index)
                .setFailedCondition(i));
      }
    }
    List<Change> changes = new ArrayList<>();
    for (Mutation mutation : transaction.getMutationsList()) {
      changes.add(new Change(mutation.getKey().toByteArray(), newValue(mutation, state)));
    }
    remember(transaction, index, requestKey, changes);
    forget(transaction.getProposedMillis(), index, state, changes);
    return new TransactionPlan(
        Outcome.newBuilder().setStatus(Outcome.Status.COMMITTED).setIndex(index).build(), changes);
  }

  private static TransactionPlan nothing(Outcome.Builder outcome) {
    return new TransactionPlan(outcome.build(), List.of());
  }

  private static boolean holds(Condition condition, StateView state) {
    byte[] key = condition.getKey().toByteArray();
    return switch (condition.getCheckCase()) {
      case ABSENT -> state.find(key) == null;
      case PRESENT -> state.find(key) != null;
      case CHANGED_AT -> {
        Versioned<byte[]> found = state.find(key);
        yield found != null && found.changedAt() == condition.getChangedAt();
      }
      case PREFIX_ABSENT -> state.scan(key, FROM_FIRST, 1).isEmpty();
      // A condition of a later release: no node can tell, so none lets it pass.
      case CHECK_NOT_SET -> false;
    };
  }

  private static byte @Nullable [] newValue(Mutation mutation, StateView state)
      throws InvalidProtocolBufferException {
    return switch (mutation.getChangeCase()) {
      case PUT -> mutation.getPut().toByteArray();
      case ADD -> {
        Versioned<byte[]> found = state.find(mutation.getKey().toByteArray());
        Counters before =
            found == null ? Counters.getDefaultInstance() : Counters.parseFrom(found.value());
        yield sum(before, mutation.getAdd()).toByteArray();
      }
      case DELETE, CHANGE_NOT_SET -> null;
    };
  }

  private static Counters sum(Counters left, Counters right) {
    Counters.Builder sum = Counters.newBuilder();
    for (int i = 0; i < Math.max(left.getValuesCount(), right.getValuesCount()); i++) {
      long l = i < left.getValuesCount() ? left.getValues(i) : 0;
      long r = i < right.getValuesCount() ? right.getValues(i) : 0;
      sum.addValues(l + r);
    }
    return sum.build();
  }

  private static void remember(
      Transaction transaction, long index, byte[] requestKey, List<Change> changes) {
    Request request =
        Request.newBuilder()
            .setIndex(index)
            .setProposedMillis(transaction.getProposedMillis())
            .setFingerprint(transaction.getFingerprint())
            .setProposal(transaction.getProposal())
            .build();
    changes.add(new Change(requestKey, request.toByteArray()));
    changes.add(new Change(Keys.requestByIndex(index), requestKey));
  }

  private static void forget(long nowMillis, long index, StateView state, List<Change> changes)
      throws InvalidProtocolBufferException {
    List<StateView.Entry> oldest =
        state.scan(Keys.requestsByIndex(), FROM_FIRST, FORGOTTEN_PER_TRANSACTION);
    for (StateView.Entry entry : oldest) {
      byte[] requestKey = entry.value().value();
      Versioned<byte[]> found = state.find(requestKey);
      boolean outOfWindow = Keys.requestIndexOf(entry.key()) < index - REQUEST_WINDOW_ENTRIES;
      boolean expired =
          found == null
              || Request.parseFrom(found.value()).getProposedMillis()
                  < nowMillis - REQUEST_LIFETIME_MILLIS;
      if (!outOfWindow && !expired) {
        return;
      }
      changes.add(new Change(entry.key(), null));
      changes.add(new Change(requestKey, null));
    }
  }
}
