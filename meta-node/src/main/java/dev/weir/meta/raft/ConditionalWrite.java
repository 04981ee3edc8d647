package dev.weir.meta.raft;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.v1.Condition;
import dev.weir.meta.state.v1.Counters;
import dev.weir.meta.state.v1.Mutation;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * A transaction in the making: what must hold, which failure to raise when it does not, and what
 * changes. Not thread-safe; used once.
 */
public final class ConditionalWrite {
  private static final int PROPOSAL_BYTES = 16;

  private final Transaction.Builder transaction;
  private final List<Supplier<? extends RuntimeException>> failures = new ArrayList<>();

  private ConditionalWrite(String tenant, RequestId requestId) {
    this.transaction =
        Transaction.newBuilder()
            .setTenant(tenant)
            .setRequestId(requestId.id())
            .setFingerprint(requestId.fingerprint())
            .setProposedMillis(System.currentTimeMillis())
            .setProposal(newProposal());
  }

  private static ByteString newProposal() {
    byte[] random = new byte[PROPOSAL_BYTES];
    ThreadLocalRandom.current().nextBytes(random);
    return ByteString.copyFrom(random);
  }

  /**
   * Which request a write stands for: the log takes one write for each id.
   *
   * @param id unique in the tenant
   * @param fingerprint tells requests that use the same id by mistake apart; may be empty
   */
  public record RequestId(String id, ByteString fingerprint) {
    /** One that nobody else has. */
    public static RequestId unique() {
      return new RequestId(UUID.randomUUID().toString(), ByteString.EMPTY);
    }
  }

  /**
   * @param index the log entry that made the change
   * @param replayed an earlier request of the same id had made it, and not this very write
   */
  public record Written(long index, boolean replayed) {}

  /** A write that is not repeated by anybody but this node. */
  public static ConditionalWrite of(String tenant) {
    return new ConditionalWrite(tenant, RequestId.unique());
  }

  /** A write for a request that its sender may repeat. */
  public static ConditionalWrite of(String tenant, RequestId requestId) {
    return new ConditionalWrite(tenant, requestId);
  }

  /** The key must have no value. */
  public ConditionalWrite requireAbsent(byte[] key, Supplier<? extends RuntimeException> failure) {
    return require(condition(key).setAbsent(true), failure);
  }

  /** The key must have a value. */
  public ConditionalWrite requirePresent(byte[] key, Supplier<? extends RuntimeException> failure) {
    return require(condition(key).setPresent(true), failure);
  }

  /** The value must be the one that the log entry {@code changedAt} wrote. */
  public ConditionalWrite requireUnchanged(
      byte[] key, long changedAt, Supplier<? extends RuntimeException> failure) {
    return require(condition(key).setChangedAt(changedAt), failure);
  }

  /** No key may start with {@code prefix}. */
  public ConditionalWrite requireNoneBelow(
      byte[] prefix, Supplier<? extends RuntimeException> failure) {
    return require(condition(prefix).setPrefixAbsent(true), failure);
  }

  private static Condition.Builder condition(byte[] key) {
    return Condition.newBuilder().setKey(ByteString.copyFrom(key));
  }

  private ConditionalWrite require(
      Condition.Builder condition, Supplier<? extends RuntimeException> failure) {
    transaction.addConditions(condition);
    failures.add(failure);
    return this;
  }

  /** Sets the value of the key. */
  public ConditionalWrite put(byte[] key, MessageLite value) {
    return change(key, Mutation.newBuilder().setPut(value.toByteString()));
  }

  /** Removes the key. None there is no error. */
  public ConditionalWrite delete(byte[] key) {
    return change(key, Mutation.newBuilder().setDelete(true));
  }

  /** Adds to the counters of the key. */
  public ConditionalWrite add(byte[] key, Counters deltas) {
    return change(key, Mutation.newBuilder().setAdd(deltas));
  }

  /** Raises the version of the tenant's catalog. */
  public ConditionalWrite changesCatalog() {
    return change(
        Keys.catalogVersion(transaction.getTenant()),
        Mutation.newBuilder().setPut(ByteString.EMPTY));
  }

  /** Raises the version of the tenant's principals, tokens and roles, and so of its catalog. */
  public ConditionalWrite changesAccess() {
    return change(
            Keys.accessVersion(transaction.getTenant()),
            Mutation.newBuilder().setPut(ByteString.EMPTY))
        .changesCatalog();
  }

  private ConditionalWrite change(byte[] key, Mutation.Builder mutation) {
    transaction.addMutations(mutation.setKey(ByteString.copyFrom(key)));
    return this;
  }

  /**
   * Makes the change.
   *
   * @throws RuntimeException the failure of the first condition that does not hold
   * @throws WeirException as {@link MetaLog#write}; BAD_REQUEST when the request id was used before
   *     for another request
   */
  public Written commit(MetaLog log) {
    Outcome outcome = log.write(transaction.build());
    return switch (outcome.getStatus()) {
      case COMMITTED -> new Written(outcome.getIndex(), false);
      case REPLAYED -> {
        if (!outcome.getFingerprint().equals(transaction.getFingerprint())) {
          throw new WeirException(
              ErrorCode.BAD_REQUEST,
              "the idempotency key was used before, for another request",
              "Use a new key for each request.");
        }
        // A leader that is lost may have committed the write before it answered: then it was sent
        // again, and is found to be made already. What belongs to it is in use.
        boolean own = outcome.getProposal().equals(transaction.getProposal());
        yield new Written(outcome.getIndex(), !own);
      }
      case CONFLICT -> throw failures.get(outcome.getFailedCondition()).get();
      case STATUS_UNSPECIFIED, UNRECOGNIZED ->
          throw new WeirException(
              ErrorCode.COMMIT_STATE_UNKNOWN,
              "a meta node of another release answered with an unknown outcome",
              "Finish the upgrade of the meta nodes.");
    };
  }
}
