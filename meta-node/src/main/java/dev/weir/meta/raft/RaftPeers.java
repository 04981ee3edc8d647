package dev.weir.meta.raft;

import dev.weir.contracts.config.MetaConfig;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.util.TimeDuration;

/**
 * What a node has for the other nodes of its group.
 *
 * @param group for what is done by the leader
 * @param questions for short questions, which are asked again rather than waited for
 * @param reports asks them
 */
record RaftPeers(
    GroupClient group, GroupClient questions, PeerReports reports, FollowerRecovery recovery)
    implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final TimeDuration PAUSE = TimeDuration.valueOf(50, TimeUnit.MILLISECONDS);

  static RaftPeers start(MetaConfig config, RaftServer.Division division) {
    // Repeating for longer is done where the deadline is known.
    GroupClient group =
        new GroupClient(
            division,
            RaftSettings.properties(config),
            RaftSettings.parameters(config),
            RetryPolicies.retryUpToMaximumCountWithFixedSleep(ATTEMPTS, PAUSE));
    RaftProperties asking = RaftSettings.questionProperties(config);
    GroupClient questions =
        new GroupClient(division, asking, RaftSettings.parameters(config), RetryPolicies.noRetry());
    long timeoutNanos =
        RaftClientConfigKeys.Rpc.requestTimeout(asking).toLong(TimeUnit.NANOSECONDS);
    PeerReports reports = new PeerReports(division, questions, timeoutNanos);
    return new RaftPeers(
        group, questions, reports, FollowerRecovery.start(division, group, reports));
  }

  @Override
  public void close() {
    recovery.close();
    questions.close();
    group.close();
  }
}
