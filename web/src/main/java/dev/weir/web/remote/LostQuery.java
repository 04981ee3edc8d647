package dev.weir.web.remote;

import dev.weir.contracts.error.ErrorBody;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStatus;

/** What is said of a query whose gateway is gone. Pure. */
final class LostQuery {
  private LostQuery() {}

  static QueryStatus of(QueryStatus last, WeirException reason) {
    return new QueryStatus(
        last.id(),
        last.sql(),
        last.principal(),
        last.origin(),
        QueryState.FAILED,
        last.statementKind(),
        last.columns(),
        last.stats(),
        ErrorBody.of(reason, last.id()).error(),
        last.submittedEpochMillis());
  }
}
