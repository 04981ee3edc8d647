package dev.weir.meta.raft;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.weir.meta.state.v1.NodeReport;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the group up to where it has acknowledged writes: this node and, at once, every other one,
 * until a majority proves it ({@link ReadIndex}). Ratis 3.3 has such a question too, but its leader
 * answers it from memory when nothing was written since the last one, also when the group has
 * another leader by then. Thread-safe.
 */
final class PeerReports {
  /** Unanswered questions to one node; a node that does not answer is not asked more. */
  private static final int UNANSWERED_MAX = 4;

  /** A node answers whatever it has applied, even nothing. */
  private static final long ANY_INDEX = -1;

  private final RaftServer.Division division;
  private final GroupClient client;
  private final long timeoutNanos;
  private final Map<RaftPeerId, Semaphore> unanswered = new ConcurrentHashMap<>();

  private record Answer(String node, @Nullable NodeReport report) {}

  /**
   * @param client answers or fails within the timeout
   */
  PeerReports(RaftServer.Division division, GroupClient client, long timeoutNanos) {
    this.division = division;
    this.client = client;
    this.timeoutNanos = timeoutNanos;
  }

  /** Empty when no majority answered in time, or it has no leader at the moment. */
  OptionalLong readIndex() {
    return ReadIndex.of(ask(reports -> ReadIndex.of(reports).isPresent()));
  }

  /** What the leader says of the group; empty as for {@link #readIndex}. */
  Optional<NodeReport> leader() {
    return ReadIndex.leader(ask(reports -> ReadIndex.leader(reports).isPresent()));
  }

  /** The reports that came until they were enough, by node. */
  private Map<String, NodeReport> ask(Predicate<Map<String, NodeReport>> enough) {
    long deadline = System.nanoTime() + timeoutNanos;
    RaftPeerId self = division.getId();
    List<RaftPeerId> others =
        division.getRaftConf().getAllPeers().stream()
            .map(RaftPeer::getId)
            .filter(peer -> !peer.equals(self))
            .toList();
    BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    others.forEach(peer -> ask(peer, answers));
    Map<String, NodeReport> reports = new HashMap<>();
    reports.put(self.toString(), NodeReports.of(division));
    int expected = others.size();
    while (expected > 0 && !enough.test(reports)) {
      Answer answer = poll(answers, deadline);
      if (answer == null) {
        return reports;
      }
      if (answer.report() != null) {
        reports.put(answer.node(), answer.report());
      }
      expected--;
    }
    return reports;
  }

  private void ask(RaftPeerId peer, BlockingQueue<Answer> answers) {
    Semaphore permits = unanswered.computeIfAbsent(peer, id -> new Semaphore(UNANSWERED_MAX));
    if (!permits.tryAcquire()) {
      answers.add(new Answer(peer.toString(), null));
      return;
    }
    Thread.ofVirtual()
        .name("meta-read-question")
        .start(
            () -> {
              NodeReport report = null;
              try {
                report = report(peer);
              } finally {
                permits.release();
                answers.add(new Answer(peer.toString(), report));
              }
            });
  }

  private @Nullable NodeReport report(RaftPeerId peer) {
    RaftClient now = client.find();
    if (now == null) {
      return null;
    }
    try {
      return NodeReports.fromMessage(
          now.io().sendStaleRead(Message.EMPTY, ANY_INDEX, peer).getMessage());
    } catch (IOException | RuntimeException unreachable) {
      return null;
    }
  }

  private static @Nullable Answer poll(BlockingQueue<Answer> answers, long deadline) {
    try {
      return answers.poll(Math.max(0, deadline - System.nanoTime()), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
