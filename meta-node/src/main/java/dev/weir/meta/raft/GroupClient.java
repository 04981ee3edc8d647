package dev.weir.meta.raft;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.retry.RetryPolicy;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * The way from a node to the members of its group, whoever they are at the moment. A call that is
 * under way when they change can fail; whoever made it repeats it. Thread-safe.
 */
final class GroupClient implements AutoCloseable {
  private final RaftServer.Division division;
  private final RaftProperties properties;
  private final Parameters parameters;
  private final RetryPolicy retries;
  private Map<String, String> known = Map.of();
  private @Nullable RaftClient client;
  private boolean closed;

  GroupClient(
      RaftServer.Division division,
      RaftProperties properties,
      Parameters parameters,
      RetryPolicy retries) {
    this.division = division;
    this.properties = properties;
    this.parameters = parameters;
    this.retries = retries;
  }

  /** Null while this node knows of no member, and after it was closed. */
  synchronized @Nullable RaftClient find() {
    RaftConfiguration members = division.getRaftConf();
    Map<String, String> now = addresses(members.getAllPeers());
    if (!closed && !now.equals(known)) {
      release();
      known = now;
      client = now.isEmpty() ? null : open(members.getAllPeers());
    }
    return client;
  }

  private static Map<String, String> addresses(Collection<RaftPeer> peers) {
    return peers.stream()
        .collect(Collectors.toUnmodifiableMap(p -> p.getId().toString(), RaftPeer::getAddress));
  }

  private RaftClient open(Collection<RaftPeer> members) {
    return RaftClient.newBuilder()
        .setProperties(properties)
        .setParameters(parameters)
        .setRaftGroup(RaftGroup.valueOf(division.getGroup().getGroupId(), members))
        .setRetryPolicy(retries)
        .build();
  }

  private void release() {
    if (client == null) {
      return;
    }
    try {
      client.close();
    } catch (IOException expected) {
      // Its connections are gone either way.
    }
    client = null;
  }

  @Override
  public synchronized void close() {
    closed = true;
    release();
  }
}
