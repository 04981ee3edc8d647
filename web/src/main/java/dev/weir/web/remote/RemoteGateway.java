package dev.weir.web.remote;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.contracts.query.v1.HistoryRequest;
import dev.weir.contracts.query.v1.QueryDocument;
import dev.weir.contracts.query.v1.QueryDoorGrpc.QueryDoorBlockingV2Stub;
import dev.weir.contracts.query.v1.QueryName;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The gateways of a warehouse as one. Thread-safe. */
public final class RemoteGateway implements QueryGateway {
  private final GatewayPods pods;

  public RemoteGateway(GatewayPods pods) {
    this.pods = pods;
  }

  private interface Call<A> {
    A on(QueryDoorBlockingV2Stub gateway) throws StatusException;
  }

  private static <A> A ask(QueryDoorBlockingV2Stub gateway, Call<A> call) {
    try {
      return call.on(gateway);
    } catch (StatusException e) {
      throw MetaErrors.fromStatus(e);
    }
  }

  @Override
  public QueryHandle submit(QueryRequest request) {
    QueryDoorBlockingV2Stub own = pods.inOrder(request.caller()).getFirst();
    QueryDocument taken = ask(own, door -> door.submit(QuestionWriter.question(request)));
    return handle(own, request.caller(), taken);
  }

  @Override
  public QueryHandle run(QueryRequest request) {
    QueryDoorBlockingV2Stub own = pods.inOrder(request.caller()).getFirst();
    QueryDocument ended = ask(own, door -> door.run(QuestionWriter.question(request)));
    return handle(own, request.caller(), ended);
  }

  private static QueryHandle handle(
      QueryDoorBlockingV2Stub gateway, Caller caller, QueryDocument document) {
    return new RemoteQuery(gateway, caller, Documents.status(document.getJson()));
  }

  @Override
  public StatementDescription describe(QueryRequest request) {
    QueryDoorBlockingV2Stub own = pods.inOrder(request.caller()).getFirst();
    return Documents.description(
        ask(own, door -> door.describe(QuestionWriter.question(request))).getJson());
  }

  /** Asked of all: a query may be from before a gateway came or went, or somebody else's. */
  @Override
  public Optional<QueryHandle> find(String queryId, Caller caller) {
    QueryName name =
        QueryName.newBuilder().setCaller(QuestionWriter.caller(caller)).setId(queryId).build();
    for (QueryDoorBlockingV2Stub gateway : pods.inOrder(caller)) {
      try {
        return Optional.of(handle(gateway, caller, gateway.read(name)));
      } catch (StatusException e) {
        WeirException failure = MetaErrors.fromStatus(e);
        boolean elsewhere =
            failure.code() == ErrorCode.QUERY_NOT_FOUND
                || e.getStatus().getCode() == Status.Code.UNAVAILABLE;
        if (!elsewhere) {
          throw failure;
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public List<QueryStatus> history(Caller caller, int limit) {
    HistoryRequest request =
        HistoryRequest.newBuilder()
            .setCaller(QuestionWriter.caller(caller))
            .setLimit(limit)
            .build();
    List<QueryStatus> all = new ArrayList<>();
    for (QueryDoorBlockingV2Stub gateway : pods.inOrder(caller)) {
      all.addAll(Documents.history(ask(gateway, door -> door.history(request)).getJson()));
    }
    return all.stream()
        .sorted(Comparator.comparing(QueryStatus::id).reversed())
        .limit(limit)
        .toList();
  }
}
