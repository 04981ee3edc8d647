package dev.weir.meta.raft;

import dev.weir.contracts.error.WeirException;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Transaction;
import java.util.function.Function;

/** The replicated log as the rest of the node uses it. Thread-safe; calls block. */
public interface MetaLog {

  /**
   * Replicates the transaction and applies it. Attempts are repeated through changes of leader
   * until the write timeout; the request id keeps it from being applied twice.
   *
   * @throws WeirException UNAVAILABLE when it was certainly not applied, COMMIT_STATE_UNKNOWN when
   *     it may have been, BAD_REQUEST when it is too large for a log entry
   */
  Outcome write(Transaction transaction);

  /**
   * Reads the state as it is after every write that was acknowledged before this call.
   *
   * @param query must not block, and not use the view afterwards
   * @throws WeirException UNAVAILABLE when there is no leader until the read timeout
   */
  <T> T read(Function<StateView, T> query);
}
