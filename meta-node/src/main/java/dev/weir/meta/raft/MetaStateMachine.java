package dev.weir.meta.raft;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weir.meta.state.StateStore;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Transaction;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies committed log entries to the state. Ratis counts from the last snapshot and hands out
 * entries that the state on disk already has; those are skipped. A disk that fails stops the node:
 * going on would make it answer differently from its peers.
 */
final class MetaStateMachine extends BaseStateMachine {
  private static final Logger LOG = LoggerFactory.getLogger(MetaStateMachine.class);

  private final SimpleStateMachineStorage snapshots = new SimpleStateMachineStorage();
  private final StateStore store;
  private final DiskReserve reserve;

  MetaStateMachine(StateStore store, DiskReserve reserve) {
    this.store = store;
    this.reserve = reserve;
  }

  /** On the leader, before a change reaches the log. The only reason to refuse it is the disk. */
  @Override
  public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
    TransactionContext transaction = super.startTransaction(request);
    return reserve.hasRoom()
        ? transaction
        : transaction.setException(new IOException("no room for the log"));
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage storage)
      throws IOException {
    getLifeCycle()
        .startAndTransition(
            () -> {
              super.initialize(server, groupId, storage);
              snapshots.init(storage);
              load(snapshots.loadLatestSnapshot());
            },
            IOException.class);
  }

  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  /** After the leader has sent a snapshot. */
  @Override
  public void reinitialize() throws IOException {
    load(snapshots.loadLatestSnapshot());
    if (getLifeCycleState() == LifeCycle.State.PAUSED) {
      getLifeCycle().transition(LifeCycle.State.STARTING);
      getLifeCycle().transition(LifeCycle.State.RUNNING);
    }
  }

  private void load(@Nullable SingleFileSnapshotInfo snapshot) throws IOException {
    if (snapshot == null) {
      return;
    }
    if (snapshot.getIndex() > store.appliedIndex()) {
      LOG.info("restore snapshot={} applied={}", snapshot.getIndex(), store.appliedIndex());
      store.restore(snapshot.getFile().getPath());
    }
    setLastAppliedTermIndex(snapshot.getTermIndex());
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext context) {
    LogEntryProto entry = context.getLogEntry();
    try {
      Outcome outcome = apply(entry);
      updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
      return CompletableFuture.completedFuture(
          Message.valueOf(ByteString.copyFrom(outcome.toByteArray())));
    } catch (IOException | RuntimeException e) {
      LOG.error("apply failed index={}, stopping this node", entry.getIndex(), e);
      Thread.ofVirtual().start(this::stopServer);
      return CompletableFuture.failedFuture(e);
    }
  }

  private Outcome apply(LogEntryProto entry) throws IOException {
    if (entry.getIndex() <= store.appliedIndex()) {
      return Outcome.newBuilder()
          .setStatus(Outcome.Status.REPLAYED)
          .setIndex(entry.getIndex())
          .build();
    }
    return store.apply(
        entry.getTerm(), entry.getIndex(), parse(entry.getStateMachineLogEntry().getLogData()));
  }

  private static Transaction parse(ByteString data) throws InvalidProtocolBufferException {
    return Transaction.parseFrom(data.asReadOnlyByteBuffer());
  }

  private void stopServer() {
    getServer()
        .thenAccept(
            server -> {
              try {
                server.close();
              } catch (IOException e) {
                LOG.error("cannot stop", e);
              }
            });
  }

  /** Reads only wait for their turn here; the state is then read in process. */
  @Override
  public CompletableFuture<Message> query(Message request) {
    return CompletableFuture.completedFuture(Message.EMPTY);
  }

  /** A question of another node: what this one knows of itself, as far as it is. */
  @Override
  public CompletableFuture<Message> queryStale(Message request, long minIndex) {
    return getServer()
        .thenApply(this::division)
        .thenApply(division -> NodeReports.toMessage(NodeReports.of(division)));
  }

  private RaftServer.Division division(RaftServer server) {
    try {
      return server.getDivision(getGroupId());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long takeSnapshot() throws IOException {
    TermIndex last = getLastAppliedTermIndex();
    if (last.getIndex() < 0) {
      return RaftLog.INVALID_LOG_INDEX;
    }
    File file = snapshots.getSnapshotFile(last.getTerm(), last.getIndex());
    store.archive(file.toPath());
    MD5Hash digest = MD5FileUtil.computeAndSaveMd5ForFile(file);
    snapshots.updateLatestSnapshot(
        new SingleFileSnapshotInfo(new FileInfo(file.toPath(), digest), last));
    return last.getIndex();
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return snapshots;
  }

  @Override
  public void close() {
    getLifeCycle().checkStateAndClose(store::close);
  }
}
