package dev.weir.engine.gateway;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import java.time.Instant;

/**
 * What a query carries everywhere, made once at the gateway. Immutable.
 *
 * @param queryId unique, sortable by time
 * @param request what was asked
 * @param submitted when it came
 * @param deadline after which it is stopped
 */
public record QueryContext(
    String queryId, QueryRequest request, Instant submitted, Instant deadline) {

  /** Who asks. */
  public Caller caller() {
    return request.caller();
  }

  /** What it is for. */
  public Origin origin() {
    return request.origin();
  }

  /** Where unqualified names are looked up; never null. */
  public String defaultNamespace() {
    return request.defaultNamespace() == null ? "default" : request.defaultNamespace();
  }
}
