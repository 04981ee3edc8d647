package dev.weir.meta.raft;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Transaction;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Brings a transaction to the leader: in process when that is this node, by the group's own
 * protocol when it is not. Repeats through changes of leader until the timeout. Once an attempt may
 * have reached a log, giving up means that nobody knows; until then it means that nothing happened.
 * In process a thread that is interrupted still waits for the outcome: what was sent is not undone
 * by it, and whoever was cancelled wants to know.
 */
final class RaftWriter {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final RaftServer server;
  private final RaftServer.Division division;
  private final long timeoutMillis;
  private final @Nullable GroupClient group;
  private final ClientId clientId = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();

  /**
   * @param group the way to another leader; null when this node is alone
   */
  RaftWriter(
      RaftServer server,
      RaftServer.Division division,
      @Nullable GroupClient group,
      long timeoutMillis) {
    this.server = server;
    this.division = division;
    this.group = group;
    this.timeoutMillis = timeoutMillis;
  }

  Outcome write(Transaction transaction) {
    byte[] bytes = transaction.toByteArray();
    if (bytes.length > RaftSettings.TRANSACTION_BYTES_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "the change has "
              + bytes.length
              + " bytes, at most "
              + RaftSettings.TRANSACTION_BYTES_MAX
              + " can be made at once",
          "Split it into several changes.");
    }
    Message message = Message.valueOf(ByteString.copyFrom(bytes));
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    boolean maybeLogged = false;
    while (System.nanoTime() < deadline && division.getInfo().isAlive()) {
      Attempt attempt = attempt(message, deadline);
      if (attempt.outcome() != null) {
        return attempt.outcome();
      }
      if (attempt.noRoom()) {
        throw maybeLogged ? failure(true) : DiskReserve.exhausted();
      }
      maybeLogged |= attempt.maybeLogged();
      pause();
    }
    throw failure(maybeLogged);
  }

  /** A thread that is interrupted does not park: it would try again without any pause. */
  private static void pause() {
    boolean interrupted = Thread.interrupted();
    LockSupport.parkNanos(PAUSE_NANOS);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static WeirException failure(boolean maybeLogged) {
    return maybeLogged
        ? new WeirException(
            ErrorCode.COMMIT_STATE_UNKNOWN,
            "the meta group did not confirm the change in time; it may have been made",
            "Read what you changed before you try again.")
        : new WeirException(
            ErrorCode.UNAVAILABLE,
            "the meta group has no leader that takes changes",
            "Try again in a moment; check that a majority of the meta nodes is running.");
  }

  /** What came of one attempt: an outcome, or whether it may have reached a log, or no room. */
  private record Attempt(@Nullable Outcome outcome, boolean maybeLogged, boolean noRoom) {
    static final Attempt REFUSED = new Attempt(null, false, false);
    static final Attempt LOST = new Attempt(null, true, false);
    static final Attempt NO_ROOM = new Attempt(null, false, true);
  }

  private Attempt attempt(Message message, long deadline) {
    try {
      if (division.getInfo().isLeader()) {
        return outcomeOf(inProcess(message, deadline));
      }
      RaftClient remote = group == null ? null : group.find();
      return remote == null ? Attempt.REFUSED : outcomeOf(remote.io().send(message));
    } catch (IOException | ExecutionException | TimeoutException e) {
      return Attempt.LOST;
    }
  }

  private RaftClientReply inProcess(Message message, long deadline)
      throws IOException, ExecutionException, TimeoutException {
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(clientId)
            .setServerId(server.getId())
            .setGroupId(division.getGroup().getGroupId())
            .setCallId(calls.incrementAndGet())
            .setMessage(message)
            .setType(RaftClientRequest.writeRequestType())
            .build();
    // Ratis stops the whole log when the thread that hands it a change is interrupted.
    boolean interrupted = Thread.interrupted();
    try {
      CompletableFuture<RaftClientReply> reply = server.submitClientRequestAsync(request);
      while (true) {
        try {
          return reply.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException late) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Attempt outcomeOf(RaftClientReply reply) throws InvalidProtocolBufferException {
    if (reply.isSuccess()) {
      return new Attempt(
          Outcome.parseFrom(reply.getMessage().getContent().asReadOnlyByteBuffer()), false, false);
    }
    if (reply.getStateMachineException() != null) {
      return Attempt.NO_ROOM;
    }
    boolean refused =
        reply.getException() instanceof LeaderNotReadyException
            || reply.getException() instanceof ResourceUnavailableException;
    return refused ? Attempt.REFUSED : Attempt.LOST;
  }
}
