package dev.weir.meta.raft;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.weir.meta.state.v1.NodeReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the group up to where it has acknowledged writes: this node and, at once, every other one,
 * until a majority proves it ({@link ReadIndex}). Ratis 3.3 has such a question too, but its leader
 * answers it from memory when nothing was written since the last one, also when the group has
 * another leader by then.
 */
final class PeerReports implements AutoCloseable {
  /** Unanswered questions to one node; a node that does not answer is not asked more. */
  private static final int UNANSWERED_MAX = 4;

  /** A node answers whatever it has applied, even nothing. */
  private static final long ANY_INDEX = -1;

  private final RaftServer.Division division;
  private final RaftClient client;
  private final Map<RaftPeerId, Semaphore> others;
  private final long timeoutNanos;

  PeerReports(RaftServer.Division division, RaftGroup group, RaftProperties properties) {
    this.division = division;
    this.timeoutNanos = RaftClientConfigKeys.Rpc.requestTimeout(properties).toLong(NANOSECONDS);
    this.client =
        RaftClient.newBuilder()
            .setProperties(properties)
            .setRaftGroup(group)
            .setRetryPolicy(RetryPolicies.noRetry())
            .build();
    this.others =
        group.getPeers().stream()
            .map(RaftPeer::getId)
            .filter(peer -> !peer.equals(division.getId()))
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), peer -> new Semaphore(UNANSWERED_MAX)));
  }

  /** Empty when no majority answered in time, or it has no leader at the moment. */
  OptionalLong readIndex() {
    long deadline = System.nanoTime() + timeoutNanos;
    BlockingQueue<List<NodeReport>> answers = new LinkedBlockingQueue<>();
    others.forEach((peer, permits) -> ask(peer, permits, answers));
    List<NodeReport> reports = new ArrayList<>(others.size() + 1);
    reports.add(NodeReports.of(division.getInfo()));
    for (int i = 0; i < others.size(); i++) {
      List<NodeReport> answer = poll(answers, deadline);
      if (answer == null) {
        break;
      }
      reports.addAll(answer);
      OptionalLong proven = ReadIndex.of(reports, others.size() + 1);
      if (proven.isPresent()) {
        return proven;
      }
    }
    return OptionalLong.empty();
  }

  /** Brings a list of one report, or an empty one when the node has none. */
  private void ask(RaftPeerId peer, Semaphore permits, BlockingQueue<List<NodeReport>> answers) {
    if (!permits.tryAcquire()) {
      answers.add(List.of());
      return;
    }
    Thread.ofVirtual()
        .name("meta-read-question")
        .start(
            () -> {
              try {
                Message answer =
                    client.io().sendStaleRead(Message.EMPTY, ANY_INDEX, peer).getMessage();
                answers.add(List.of(NodeReports.fromMessage(answer)));
              } catch (IOException | RuntimeException unreachable) {
                answers.add(List.of());
              } finally {
                permits.release();
              }
            });
  }

  private static @Nullable List<NodeReport> poll(
      BlockingQueue<List<NodeReport>> answers, long deadline) {
    try {
      return answers.poll(Math.max(0, deadline - System.nanoTime()), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException expected) {
      // Its connections are gone either way.
    }
  }
}
