package dev.weir.engine.history;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryStatus;

/**
 * One line of the history.
 *
 * @param tenant whose query it was
 * @param status the final one
 */
record HistoryEntry(String tenant, QueryStatus status) {

  boolean isVisibleTo(Caller caller) {
    return tenant.equals(caller.tenant())
        && (caller.admin() || status.principal().equals(caller.principal()));
  }
}
