package dev.weir.contracts.query;

/** Where a query is. The last three are final. */
public enum QueryState {
  QUEUED,
  PLANNING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Whether nothing more will happen. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }
}
