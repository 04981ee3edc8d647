package dev.weir.meta.state;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.meta.state.v1.Applied;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Transaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The replicated state on this node's disk: RocksDB, where each value is preceded by the index of
 * the log entry that changed it. The position in the log is written in the same batch as the data,
 * so that after a crash the log is applied again from exactly there. RocksDB's own log is not
 * synced: what a power cut takes from it, the Raft log still has.
 *
 * <p>Thread-safe. Reads share a lock that a write takes alone, so that one read sees one position,
 * and the database is not closed or replaced under it.
 */
public final class StateStore implements AutoCloseable {
  /** Raised when keys or values change in a way that an older release cannot read. */
  public static final int LAYOUT = 1;

  private final Path folder;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final CopyOnWriteArrayList<Runnable> accessListeners = new CopyOnWriteArrayList<>();
  private final WriteOptions writeOptions = new WriteOptions().setSync(false);
  private @Nullable StateDatabase database;
  private volatile Applied applied;

  private StateStore(Path folder, StateDatabase database) {
    this.folder = folder;
    this.database = database;
    this.applied = positionOf(database);
  }

  /**
   * Opens the state in that folder, or makes an empty one.
   *
   * @throws WeirException DATA_FOLDER_IN_USE, DATA_FOLDER_UNUSABLE
   */
  public static StateStore open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
    return new StateStore(folder, openDatabase(folder));
  }

  /** Called, inside the write, when principals, tokens or roles of a tenant may have changed. */
  public void onAccessChange(Runnable listener) {
    accessListeners.add(listener);
  }

  /** Index of the last log entry that changed anything here; 0: none has. */
  public long appliedIndex() {
    return applied.getIndex();
  }

  /**
   * @param query must not block, and not use the view afterwards
   * @throws WeirException UNAVAILABLE when the node has been stopped
   */
  public <T> T read(Function<StateView, T> query) {
    lock.readLock().lock();
    try {
      return query.apply(openDatabase());
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Applies the log entry at {@code index}. Called by one thread, with growing indexes.
   *
   * @throws IOException when the disk fails: the node must not go on
   */
  public Outcome apply(long term, long index, Transaction transaction) throws IOException {
    StateDatabase state = openDatabase();
    TransactionPlan plan = TransactionPlan.of(transaction, index, state);
    Applied position = Applied.newBuilder().setTerm(term).setIndex(index).setLayout(LAYOUT).build();
    try (WriteBatch batch = new WriteBatch()) {
      for (TransactionPlan.Change change : plan.changes()) {
        if (change.value() == null) {
          batch.delete(change.key());
        } else {
          batch.put(change.key(), StateDatabase.encode(index, change.value()));
        }
      }
      batch.put(Keys.APPLIED, StateDatabase.encode(index, position.toByteArray()));
      write(state, batch, touchesAccess(transaction));
      applied = position;
    } catch (RocksDBException e) {
      throw new IOException("cannot write log entry " + index + " to " + folder, e);
    }
    return plan.outcome();
  }

  private void write(StateDatabase state, WriteBatch batch, boolean accessChanged)
      throws RocksDBException {
    lock.writeLock().lock();
    try {
      state.rocks().write(writeOptions, batch);
      if (accessChanged) {
        accessListeners.forEach(Runnable::run);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static boolean touchesAccess(Transaction transaction) {
    byte[] marker = Keys.accessVersion(transaction.getTenant());
    return transaction.getMutationsList().stream()
        .anyMatch(m -> m.getKey().asReadOnlyByteBuffer().equals(ByteBuffer.wrap(marker)));
  }

  /** Writes the whole state as one file, which appears at {@code target} complete or not at all. */
  public void archive(Path target) throws IOException {
    Path copy = folder.resolveSibling(folder.getFileName() + ".checkpoint");
    Folders.delete(copy);
    try (Checkpoint checkpoint = Checkpoint.create(openDatabase().rocks())) {
      checkpoint.createCheckpoint(copy.toString());
      StateArchive.pack(copy, target);
    } catch (RocksDBException e) {
      throw new IOException("cannot make a checkpoint of " + folder, e);
    } finally {
      Folders.delete(copy);
    }
  }

  /** Replaces the whole state by that of an archive. */
  public void restore(Path archive) throws IOException {
    Path unpacked = folder.resolveSibling(folder.getFileName() + ".restore");
    Folders.delete(unpacked);
    StateArchive.unpack(archive, unpacked);
    lock.writeLock().lock();
    try {
      close();
      Folders.delete(folder);
      Files.move(unpacked, folder);
      StateDatabase restored = openDatabase(folder);
      database = restored;
      applied = positionOf(restored);
      accessListeners.forEach(Runnable::run);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (database != null) {
        database.close();
        database = null;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private StateDatabase openDatabase() {
    StateDatabase open = database;
    if (open == null) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE, "this meta node has been stopped", "Try again in a moment.");
    }
    return open;
  }

  private static StateDatabase openDatabase(Path folder) {
    try {
      return StateDatabase.open(folder);
    } catch (RocksDBException e) {
      if (e.getMessage() != null && e.getMessage().contains("lock")) {
        throw new WeirException(
            ErrorCode.DATA_FOLDER_IN_USE,
            "the meta state in " + folder + " is in use by another process",
            "Stop that process, or choose another data folder.",
            e);
      }
      throw unusable(folder, e);
    }
  }

  private static Applied positionOf(StateDatabase state) {
    Versioned<byte[]> stored = state.find(Keys.APPLIED);
    try {
      Applied position =
          stored == null ? Applied.getDefaultInstance() : Applied.parseFrom(stored.value());
      if (position.getLayout() > LAYOUT) {
        state.close();
        throw new WeirException(
            ErrorCode.DATA_FOLDER_UNUSABLE,
            "the meta state was written by a later release (layout "
                + position.getLayout()
                + ", this one reads "
                + LAYOUT
                + ")",
            "Start the release that wrote it, or a later one.");
      }
      return position;
    } catch (InvalidProtocolBufferException e) {
      state.close();
      throw new WeirException(ErrorCode.DATA_FOLDER_UNUSABLE, "the meta state is damaged", null, e);
    }
  }

  private static WeirException unusable(Path folder, Exception cause) {
    return new WeirException(
        ErrorCode.DATA_FOLDER_UNUSABLE,
        "the meta state in " + folder + " cannot be opened: " + cause.getMessage(),
        "Check that the folder can be written and the disk is not full.",
        cause);
  }

  static {
    RocksDB.loadLibrary();
  }
}
