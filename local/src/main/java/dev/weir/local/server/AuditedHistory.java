package dev.weir.local.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.engine.gateway.QueryHistory;
import dev.weir.web.audit.AuditLog;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Notes in the audit log which statements changed rights and which were refused. Every statement of
 * every door ends in the history, so none passes by.
 */
final class AuditedHistory implements QueryHistory {
  private static final Set<String> ABOUT_RIGHTS =
      Set.of(
          "GRANT",
          "REVOKE",
          "GRANT ROLE",
          "REVOKE ROLE",
          "CREATE ROLE",
          "DROP ROLE",
          "CREATE USER",
          "DROP USER");

  private final QueryHistory history;
  private final Supplier<AuditLog> audit;

  /**
   * @param audit asked for when there is something to note: web starts after the engine
   */
  AuditedHistory(QueryHistory history, Supplier<AuditLog> audit) {
    this.history = history;
    this.audit = audit;
  }

  @Override
  public void record(Caller caller, QueryStatus status) {
    history.record(caller, status);
    String kind = status.statementKind() == null ? "" : status.statementKind();
    String outcome = status.error() == null ? AuditLog.OK : status.error().code();
    if (ABOUT_RIGHTS.contains(kind)) {
      audit.get().record(caller, kind.toLowerCase(Locale.ROOT), status.sql(), outcome);
    } else if (outcome.equals(ErrorCode.PERMISSION_DENIED.name())) {
      // Not the statement: it may hold data, and the history has it.
      audit.get().recordOnce(caller, "query", status.error().message(), outcome);
    }
  }

  @Override
  public List<QueryStatus> list(Caller caller, int limit) {
    return history.list(caller, limit);
  }

  @Override
  public Optional<QueryStatus> find(String queryId, Caller caller) {
    return history.find(queryId, caller);
  }
}
