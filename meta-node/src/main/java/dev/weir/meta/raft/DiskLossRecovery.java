package dev.weir.meta.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.server.DivisionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Helps a node of a group back that has lost its disk. The leader remembers how far the node's log
 * once went and does not believe that it is empty, so it sends neither that log nor a snapshot. A
 * new leader has no such memory: while this node knows a leader and is given nothing, it asks the
 * leader to step down. Ends when the node has applied its first entry.
 */
final class DiskLossRecovery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskLossRecovery.class);

  /** Longer than a healthy leader needs to send a snapshot of the usual size. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long STEP_DOWN_MILLIS = 3_000;

  private final DivisionInfo info;
  private final RaftClient client;
  private volatile boolean stopped;

  private DiskLossRecovery(DivisionInfo info, RaftClient client) {
    this.info = info;
    this.client = client;
  }

  /** For a node that has started with an empty disk. */
  static DiskLossRecovery start(DivisionInfo info, RaftClient client) {
    DiskLossRecovery recovery = new DiskLossRecovery(info, client);
    Thread.ofVirtual().name("meta-disk-loss-recovery").start(recovery::run);
    return recovery;
  }

  private void run() {
    long waitedFrom = System.nanoTime();
    while (!stopped && info.isAlive() && info.getLastAppliedIndex() < 0) {
      if (System.nanoTime() - waitedFrom > PATIENCE.toNanos() && info.getLeaderId() != null) {
        askLeaderToStepDown();
        waitedFrom = System.nanoTime();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private void askLeaderToStepDown() {
    try {
      LOG.warn("empty disk, asking leader={} to step down", info.getLeaderId());
      client.admin().transferLeadership(null, STEP_DOWN_MILLIS);
    } catch (IOException e) {
      LOG.info("leader did not step down reason={}", e.getMessage());
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}
