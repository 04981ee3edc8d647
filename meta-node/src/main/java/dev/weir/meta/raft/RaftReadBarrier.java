package dev.weir.meta.raft;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
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

/**
 * Waits until this node has applied every write that was acknowledged anywhere before the wait
 * began. Alone, a node that leads has done so already. In a group the leader confirms that it still
 * leads by a round of heartbeats (read index); a lease would save that round, but trusts that no
 * follower which renewed it has been restarted since, so it is not used.
 */
final class RaftReadBarrier {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** A question that a leader took with it is asked again; a slow group is given longer then. */
  private static final long FIRST_ATTEMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final RaftServer server;
  private final RaftServer.Division division;
  private final long timeoutMillis;
  private final boolean alone;
  private final ClientId clientId = ClientId.randomId();
  private final AtomicLong calls = new AtomicLong();

  RaftReadBarrier(
      RaftServer server, RaftServer.Division division, long timeoutMillis, boolean alone) {
    this.server = server;
    this.division = division;
    this.timeoutMillis = timeoutMillis;
    this.alone = alone;
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
    if (alone) {
      return division.getInfo().isLeaderReady();
    }
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(clientId)
            .setServerId(server.getId())
            .setGroupId(division.getGroup().getGroupId())
            .setCallId(calls.incrementAndGet())
            .setMessage(Message.EMPTY)
            .setType(RaftClientRequest.readRequestType())
            .build();
    try {
      long left = Math.max(1, deadline - System.nanoTime());
      RaftClientReply reply =
          server.submitClientRequestAsync(request).get(left, TimeUnit.NANOSECONDS);
      return reply.isSuccess();
    } catch (IOException | ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CANCELLED, "interrupted while waiting for the meta group");
    }
  }
}
