package dev.weir.meta.raft;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes who belongs to the group, from any of its nodes. Whoever comes is sent the log before it
 * counts, so that a node that does not start takes nothing from the others. Asked again, it goes on
 * where it was. Thread-safe.
 */
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final RaftServer.Division division;
  private final GroupClient group;
  private final RaftReadBarrier barrier;

  Membership(RaftServer.Division division, GroupClient group, RaftReadBarrier barrier) {
    this.division = division;
    this.group = group;
    this.barrier = barrier;
  }

  /**
   * @param wanted all members afterwards
   * @throws WeirException UNAVAILABLE when it is not done in time; then a part of it may be
   */
  void change(List<MetaConfig.Peer> wanted, long timeoutMillis) {
    List<RaftPeer> peers = RaftSettings.peers(wanted);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (true) {
      awaitBarrier(deadline);
      RaftConfiguration now = division.getRaftConf();
      List<RaftPeer> current = List.copyOf(now.getCurrentPeers());
      Optional<List<RaftPeer>> next = MembershipSteps.next(current, peers);
      if (now.getPreviousPeers().isEmpty()) {
        if (next.isEmpty()) {
          return;
        }
        step(current, next.get());
      }
      if (System.nanoTime() > deadline) {
        throw new WeirException(
            ErrorCode.UNAVAILABLE,
            "the meta group did not get from " + ids(current) + " to " + ids(peers) + " in time",
            "Check that every node that is to come is running and reached by the others, and ask"
                + " again.");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * What others have changed and was acknowledged is known here afterwards. A step can cost the
   * group its leader for longer than a reader waits for one.
   */
  private void awaitBarrier(long deadline) {
    while (true) {
      try {
        barrier.await();
        return;
      } catch (WeirException e) {
        boolean again =
            e.code() == ErrorCode.UNAVAILABLE
                && division.getInfo().isAlive()
                && System.nanoTime() < deadline;
        if (!again) {
          throw e;
        }
      }
    }
  }

  /** A step that fails is taken again: the leader takes it only from the members given here. */
  private void step(List<RaftPeer> from, List<RaftPeer> to) {
    RaftClient client = group.find();
    if (client == null) {
      return;
    }
    try {
      LOG.info("change members from={} to={}", ids(from), ids(to));
      client
          .admin()
          .setConfiguration(
              SetConfigurationRequest.Arguments.newBuilder()
                  .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                  .setServersInCurrentConf(from)
                  .setServersInNewConf(to)
                  .build());
    } catch (IOException notYet) {
      LOG.info("members not changed to={} reason={}", ids(to), notYet.getMessage());
    }
  }

  private static String ids(List<RaftPeer> peers) {
    return peers.stream()
        .map(peer -> peer.getId().toString())
        .sorted()
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
