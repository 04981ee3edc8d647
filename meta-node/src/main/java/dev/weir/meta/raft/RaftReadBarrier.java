package dev.weir.meta.raft;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * Waits until this node has applied every write that was acknowledged anywhere before the wait
 * began. Alone, a node that leads has done so already. In a group a majority has to confirm who
 * leads ({@link PeerReports}); a lease would save that round, but trusts that no follower which
 * renewed it has been restarted since, so it is not used.
 */
final class RaftReadBarrier {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** A question that a leader took with it is asked again; a slow group is given longer then. */
  private static final long FIRST_ATTEMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final RaftServer server;
  private final RaftServer.Division division;
  private final long timeoutMillis;
  private final @Nullable ReadRounds rounds;
  private final ClientId clientId = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();

  /**
   * @param rounds asks a group of several; null when this node is alone
   */
  RaftReadBarrier(
      RaftServer server,
      RaftServer.Division division,
      long timeoutMillis,
      @Nullable ReadRounds rounds) {
    this.server = server;
    this.division = division;
    this.timeoutMillis = timeoutMillis;
    this.rounds = rounds;
  }

  void await() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    long attempt = FIRST_ATTEMPT_NANOS;
    while (!passed(Math.min(deadline, System.nanoTime() + attempt))) {
      attempt *= 2;
      if (System.nanoTime() > deadline || !division.getInfo().isAlive()) {
        throw new WeirException(
            ErrorCode.UNAVAILABLE,
            "the meta group has no leader that answers",
            "Try again in a moment; check that a majority of the meta nodes is running.");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean passed(long deadline) {
    if (rounds == null) {
      return division.getInfo().isLeaderReady();
    }
    try {
      OptionalLong index = rounds.join().get(left(deadline), TimeUnit.NANOSECONDS);
      return index.isPresent()
          && (applied(index.getAsLong()) || (follow(deadline) && applied(index.getAsLong())));
    } catch (IOException | ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CANCELLED, "interrupted while waiting for the meta group");
    }
  }

  private static long left(long deadline) {
    return Math.max(1, deadline - System.nanoTime());
  }

  private boolean applied(long index) {
    return division.getInfo().getLastAppliedIndex() >= index;
  }

  /**
   * Asks the leader for what this node has not got yet, instead of waiting for the next heartbeat.
   */
  private boolean follow(long deadline)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(clientId)
            .setServerId(server.getId())
            .setGroupId(division.getGroup().getGroupId())
            .setCallId(calls.incrementAndGet())
            .setMessage(Message.EMPTY)
            .setType(RaftClientRequest.readRequestType())
            .build();
    RaftClientReply reply =
        server.submitClientRequestAsync(request).get(left(deadline), TimeUnit.NANOSECONDS);
    return reply.isSuccess();
  }
}
