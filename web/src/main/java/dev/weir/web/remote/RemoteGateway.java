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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The gateways of a warehouse as one. Thread-safe. */
public final class RemoteGateway implements QueryGateway {
  /** Of a gateway that may not be there at all. */
  private static final long FIND_SECONDS = 2;

  private final GatewayPods pods;
  private final TakingGateway taking;

  /**
   * @param patience how long a query waits for a gateway that takes it
   */
  public RemoteGateway(GatewayPods pods, Duration patience) {
    this.pods = pods;
    this.taking = new TakingGateway(pods, patience);
  }

  @Override
  public QueryHandle submit(QueryRequest request) {
    return taking.ask(
        request.caller(),
        door -> handle(door, request.caller(), door.submit(QuestionWriter.question(request))));
  }

  @Override
  public QueryHandle run(QueryRequest request) {
    return taking.ask(
        request.caller(),
        door -> handle(door, request.caller(), door.run(QuestionWriter.question(request))));
  }

  private static QueryHandle handle(
      QueryDoorBlockingV2Stub gateway, Caller caller, QueryDocument document) {
    return new RemoteQuery(gateway, caller, Documents.status(document.getJson()));
  }

  @Override
  public StatementDescription describe(QueryRequest request) {
    return taking.ask(
        request.caller(),
        door -> Documents.description(door.describe(QuestionWriter.question(request)).getJson()));
  }

  /** Asked of all: a query may be from before a gateway came or went, or somebody else's. */
  @Override
  public Optional<QueryHandle> find(String queryId, Caller caller) {
    QueryName name =
        QueryName.newBuilder().setCaller(QuestionWriter.caller(caller)).setId(queryId).build();
    for (QueryDoorBlockingV2Stub gateway : pods.inOrder(caller)) {
      Optional<QueryDocument> known = read(gateway, name);
      if (known.isPresent()) {
        return Optional.of(handle(gateway, caller, known.get()));
      }
    }
    for (QueryDoorBlockingV2Stub gateway : pods.others()) {
      Optional<QueryDocument> known =
          read(gateway.withDeadlineAfter(FIND_SECONDS, TimeUnit.SECONDS), name);
      if (known.isPresent()) {
        return Optional.of(handle(gateway, caller, known.get()));
      }
    }
    return Optional.empty();
  }

  /** What a gateway knows of a query; nothing when it does not answer. */
  private static Optional<QueryDocument> read(QueryDoorBlockingV2Stub gateway, QueryName name) {
    try {
      return Optional.of(gateway.read(name));
    } catch (StatusException e) {
      WeirException failure = MetaErrors.fromStatus(e);
      if (failure.code() == ErrorCode.QUERY_NOT_FOUND || isAway(e)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private static boolean isAway(StatusException e) {
    Status.Code code = e.getStatus().getCode();
    return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
  }

  /** Of the gateways that answer. */
  @Override
  public List<QueryStatus> history(Caller caller, int limit) {
    HistoryRequest request =
        HistoryRequest.newBuilder()
            .setCaller(QuestionWriter.caller(caller))
            .setLimit(limit)
            .build();
    List<QueryStatus> all = new ArrayList<>();
    for (QueryDoorBlockingV2Stub gateway : pods.inOrder(caller)) {
      try {
        all.addAll(Documents.history(gateway.history(request).getJson()));
      } catch (StatusException e) {
        if (!isAway(e)) {
          throw MetaErrors.fromStatus(e);
        }
      }
    }
    return all.stream()
        .sorted(Comparator.comparing(QueryStatus::id).reversed())
        .limit(limit)
        .toList();
  }
}
