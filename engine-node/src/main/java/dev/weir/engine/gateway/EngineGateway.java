package dev.weir.engine.gateway;

import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.engine.result.BatchSink;
import java.util.function.Consumer;

/** What the doors of this node call: the gateway of all parts, and streaming for Flight SQL. */
public interface EngineGateway extends QueryGateway {

  /**
   * Runs a statement on the calling thread and hands its batches over as they are made. Nothing is
   * spooled, so a result of any size needs flat memory; a sink that blocks holds the query back.
   *
   * @param started told of the query before anything runs, so that it can be cancelled
   * @return the final status, SUCCEEDED
   * @throws dev.weir.contracts.error.WeirException the query's failure
   */
  QueryStatus stream(QueryRequest request, BatchSink sink, Consumer<QueryHandle> started);
}
