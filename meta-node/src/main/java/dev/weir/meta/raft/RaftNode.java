package dev.weir.meta.raft;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.meta.state.StateStore;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Transaction;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.jspecify.annotations.Nullable;

/** One member of the meta group: its log, its state and its way to the leader. */
public final class RaftNode implements MetaLog, MetaGroup, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(2);

  private final RaftServer server;
  private final RaftServer.Division division;
  private final StateStore store;
  private final RaftWriter writer;
  private final RaftReadBarrier barrier;
  private final @Nullable RaftPeers peers;

  private RaftNode(MetaConfig config, RaftServer server, RaftGroup group, StateStore store)
      throws IOException {
    this.server = server;
    this.division = server.getDivision(group.getGroupId());
    this.store = store;
    this.peers = config.alone() ? null : RaftPeers.start(config, division);
    this.writer =
        new RaftWriter(
            server, division, peers == null ? null : peers.group(), config.writeTimeoutMillis());
    this.barrier =
        new RaftReadBarrier(
            server,
            division,
            config.readTimeoutMillis(),
            peers == null ? null : new ReadRounds(peers.reports()::readIndex));
  }

  /**
   * Starts the node. Alone it is ready when this returns; a group becomes ready when a majority has
   * started, and a node that joins one when it was taken in.
   *
   * @throws WeirException DATA_FOLDER_IN_USE, DATA_FOLDER_UNUSABLE, PORT_IN_USE
   */
  public static RaftNode start(MetaConfig config) {
    StateStore store = StateStore.open(config.dataFolder().resolve("state"));
    RaftServer server = null;
    try {
      DiskReserve reserve = new DiskReserve(config.dataFolder(), config.diskReserveBytes());
      RaftGroup group = RaftSettings.group(config);
      server =
          RaftServer.newBuilder()
              .setServerId(RaftPeerId.valueOf(config.self().id()))
              .setGroup(group)
              .setProperties(RaftSettings.properties(config))
              .setParameters(RaftSettings.parameters(config))
              .setOption(RaftStorage.StartupOption.RECOVER)
              .setStateMachine(new MetaStateMachine(store, reserve))
              .build();
      server.start();
      RaftNode node = new RaftNode(config, server, group, store);
      if (config.alone()) {
        node.awaitReady(config.readTimeoutMillis());
      }
      return node;
    } catch (IOException | RuntimeException e) {
      closeQuietly(server);
      store.close();
      throw startFailure(config, e);
    }
  }

  private void awaitReady(long timeoutMillis) {
    long deadline = System.nanoTime() + Duration.ofMillis(timeoutMillis).toNanos();
    while (!division.getInfo().isLeaderReady()) {
      if (System.nanoTime() > deadline) {
        throw new WeirException(ErrorCode.UNAVAILABLE, "the meta log was not ready in time");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static WeirException startFailure(MetaConfig config, Exception e) {
    if (e instanceof WeirException known) {
      return known;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new WeirException(
            ErrorCode.PORT_IN_USE,
            "the meta log cannot listen: " + cause.getMessage(),
            "Stop what listens there, or change the port in the peer list of every node.",
            e);
      }
      if (cause instanceof OverlappingFileLockException) {
        return new WeirException(
            ErrorCode.DATA_FOLDER_IN_USE,
            "the meta log in " + config.dataFolder() + " is in use",
            "Stop the process that uses it, or choose another data folder.",
            e);
      }
    }
    return new WeirException(
        ErrorCode.DATA_FOLDER_UNUSABLE,
        "the meta log in " + config.dataFolder() + " cannot be opened: " + e.getMessage(),
        "Check that the folder can be written and the disk is not full.",
        e);
  }

  @Override
  public Outcome write(Transaction transaction) {
    return writer.write(transaction);
  }

  @Override
  public <T> T read(Function<StateView, T> query) {
    barrier.await();
    return store.read(query);
  }

  @Override
  public void changeMembers(List<MetaConfig.Peer> members, long timeoutMillis) {
    if (peers == null) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "the meta node " + server.getId() + " has no port by which others could reach its log",
          "Only a warehouse in a cluster has a meta group that grows.");
    }
    new Membership(division, peers.group(), barrier).change(members, timeoutMillis);
  }

  /** The state, for caches that follow its changes. */
  public StateStore store() {
    return store;
  }

  @Override
  public RaftStatus status() {
    DivisionInfo info = division.getInfo();
    RaftPeerId leader = info.getLeaderId();
    return new RaftStatus(
        server.getId().toString(),
        leader == null ? "" : leader.toString(),
        division.getRaftConf().getCurrentPeers().stream().map(p -> p.getId().toString()).toList(),
        info.getLastAppliedIndex(),
        info.getCurrentTerm());
  }

  /**
   * Lets another member lead, if this one does and another can. For a node that is about to close:
   * it can be elected again.
   *
   * @return whether it does not lead any more
   */
  public boolean handOver() {
    return peers == null || new HandOver(server, division).run();
  }

  /** At once, as if the process had died. */
  @Override
  public void close() {
    if (peers != null) {
      peers.close();
    }
    closeQuietly(server);
    store.close();
  }

  private static void closeQuietly(@Nullable RaftServer server) {
    if (server == null) {
      return;
    }
    try {
      server.close();
    } catch (IOException expected) {
      // Nothing is lost: what was acknowledged is synced, and the next start recovers.
    }
  }
}
