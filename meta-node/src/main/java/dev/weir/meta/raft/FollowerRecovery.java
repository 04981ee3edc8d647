package dev.weir.meta.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Helps a node of a group back to which its leader sends nothing. The leader remembers how far the
 * node's log went and believes no less: of a node that has lost its disk it does not believe that
 * it is empty, and sometimes, when connections broke while entries were under way, it remembers one
 * that never arrived (RATIS-2605); such a node soon takes itself for one without a leader. A new
 * leader has no such memory: while this node knows none, or knows one and has nothing, it asks the
 * leader to step down.
 */
final class FollowerRecovery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FollowerRecovery.class);

  /** Longer than a healthy leader needs to send a snapshot of the usual size. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Each time that it did not help, it waits twice as long before it asks again. */
  private static final Duration PATIENCE_MAX = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long STEP_DOWN_MILLIS = 3_000;

  private final String self;
  private final DivisionInfo info;
  private final GroupClient group;
  private final PeerReports reports;
  private volatile boolean stopped;

  private FollowerRecovery(RaftServer.Division division, GroupClient group, PeerReports reports) {
    this.self = division.getId().toString();
    this.info = division.getInfo();
    this.group = group;
    this.reports = reports;
  }

  /** For a node that is not alone. */
  static FollowerRecovery start(
      RaftServer.Division division, GroupClient group, PeerReports reports) {
    FollowerRecovery recovery = new FollowerRecovery(division, group, reports);
    Thread.ofVirtual().name("meta-follower-recovery").start(recovery::run);
    return recovery;
  }

  private void run() {
    Duration patience = PATIENCE;
    long wellAt = System.nanoTime();
    while (!stopped && info.isAlive()) {
      LockSupport.parkNanos(POLL.toNanos());
      if (info.getLeaderId() != null && info.getLastAppliedIndex() >= 0) {
        patience = PATIENCE;
        wellAt = System.nanoTime();
      } else if (!stopped && System.nanoTime() - wellAt > patience.toNanos()) {
        askLeaderToStepDown();
        patience = patience.multipliedBy(2);
        patience = patience.compareTo(PATIENCE_MAX) > 0 ? PATIENCE_MAX : patience;
        wellAt = System.nanoTime();
      }
    }
  }

  private void askLeaderToStepDown() {
    RaftClient client = group.find();
    boolean member =
        reports.leader().map(leader -> leader.getMembersList().contains(self)).orElse(false);
    if (client == null || !member) {
      // Not taken in yet, or not any more, or nobody leads who could step down.
      return;
    }
    try {
      LOG.warn(
          "left behind applied={}, asking leader={} to step down",
          info.getLastAppliedIndex(),
          info.getLeaderId());
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
