package dev.weir.engine.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.query.FileUpload;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.GatewayLeaving;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.v1.CallerName;
import dev.weir.contracts.query.v1.CancelResponse;
import dev.weir.contracts.query.v1.DescriptionDocument;
import dev.weir.contracts.query.v1.HistoryDocument;
import dev.weir.contracts.query.v1.HistoryRequest;
import dev.weir.contracts.query.v1.LoadAnswer;
import dev.weir.contracts.query.v1.LoadHead;
import dev.weir.contracts.query.v1.LoadPart;
import dev.weir.contracts.query.v1.Piece;
import dev.weir.contracts.query.v1.QueryDocument;
import dev.weir.contracts.query.v1.QueryDoorGrpc;
import dev.weir.contracts.query.v1.QueryName;
import dev.weir.contracts.query.v1.Question;
import dev.weir.contracts.query.v1.RowsRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The calls of the door. Each call runs on a virtual thread of its own, so it may wait. */
final class QueryDoorService extends QueryDoorGrpc.QueryDoorImplBase {
  private static final System.Logger LOG = System.getLogger(QueryDoorService.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long GONE_CHECK_MILLIS = 1_000;

  private final QueryGateway gateway;
  private final FileUploads uploads;
  private final AtomicInteger transfers = new AtomicInteger();
  private volatile boolean leaving;
  private volatile long askedNanos = System.nanoTime();

  QueryDoorService(QueryGateway gateway, FileUploads uploads) {
    this.gateway = gateway;
    this.uploads = uploads;
  }

  /** From now on queries and files are refused; about those that were taken is answered. */
  void leave() {
    leaving = true;
  }

  /** Whether nobody has asked about a query for so long, and no bytes are on their way. */
  boolean isQuiet(long nanos) {
    return transfers.get() == 0 && System.nanoTime() - askedNanos >= nanos;
  }

  @Override
  public void submit(Question question, StreamObserver<QueryDocument> client) {
    take(client, () -> document(gateway.submit(QuestionReader.request(question)).status()));
  }

  @Override
  public void run(Question question, StreamObserver<QueryDocument> client) {
    take(client, () -> document(gateway.run(QuestionReader.request(question)).status()));
  }

  @Override
  public void describe(Question question, StreamObserver<DescriptionDocument> client) {
    take(
        client,
        () ->
            DescriptionDocument.newBuilder()
                .setJson(json(gateway.describe(QuestionReader.request(question))))
                .build());
  }

  @Override
  public void read(QueryName name, StreamObserver<QueryDocument> client) {
    answer(client, () -> document(find(name).status()));
  }

  @Override
  public void cancel(QueryName name, StreamObserver<CancelResponse> client) {
    answer(
        client,
        () -> {
          find(name).cancel();
          return CancelResponse.getDefaultInstance();
        });
  }

  @Override
  public void history(HistoryRequest request, StreamObserver<HistoryDocument> client) {
    answer(
        client,
        () ->
            HistoryDocument.newBuilder()
                .setJson(
                    json(
                        gateway.history(
                            QuestionReader.caller(request.getCaller()), request.getLimit())))
                .build());
  }

  @Override
  public void follow(QueryName name, StreamObserver<QueryDocument> client) {
    ServerCallStreamObserver<QueryDocument> call = (ServerCallStreamObserver<QueryDocument>) client;
    // With a handler a client that is gone is no exception.
    call.setOnCancelHandler(() -> {});
    aside(call, () -> tell(find(name), call));
  }

  /** The states are few, and the listener must not wait for a slow client. */
  private static void tell(QueryHandle query, ServerCallStreamObserver<QueryDocument> client)
      throws InterruptedException {
    BlockingQueue<QueryStatus> news = new LinkedBlockingQueue<>();
    try (QueryHandle.Subscription following = query.follow(news::add)) {
      boolean over = false;
      while (!over && !client.isCancelled()) {
        QueryStatus status = news.poll(GONE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        if (status != null) {
          client.onNext(document(status));
          over = status.state().isFinal();
        }
      }
    }
    client.onCompleted();
  }

  @Override
  public void jsonRows(RowsRequest request, StreamObserver<Piece> client) {
    stream(
        client,
        out ->
            find(request.getCaller(), request.getId())
                .writeJsonRows(request.getOffset(), request.getRowsMax(), out));
  }

  @Override
  public void arrow(QueryName name, StreamObserver<Piece> client) {
    stream(client, out -> find(name).writeArrow(out));
  }

  private interface Writing {
    void to(PieceStream out) throws IOException;
  }

  private void stream(StreamObserver<Piece> client, Writing writing) {
    ServerCallStreamObserver<Piece> call = (ServerCallStreamObserver<Piece>) client;
    PieceStream out = new PieceStream(call);
    aside(
        call,
        () -> {
          writing.to(out);
          out.close();
        });
  }

  @Override
  public StreamObserver<LoadPart> load(StreamObserver<LoadAnswer> client) {
    ServerCallStreamObserver<LoadAnswer> call = (ServerCallStreamObserver<LoadAnswer>) client;
    LoadReceiver file = new LoadReceiver(call);
    if (leaving) {
      client.onError(GatewayLeaving.refusal());
      return file;
    }
    aside(
        call,
        () -> {
          LoadPart first = file.take();
          if (first == null || !first.hasHead()) {
            throw new WeirException(
                ErrorCode.BAD_REQUEST, "a load begins with its head", "Use the client of Weir.");
          }
          client.onNext(LoadAnswer.getDefaultInstance());
          QueryStatus query = uploads.load(upload(first.getHead()), file);
          client.onNext(LoadAnswer.newBuilder().setQuery(document(query)).build());
          client.onCompleted();
          askedNanos = System.nanoTime();
        });
    return file;
  }

  private static FileUpload upload(LoadHead head) {
    Map<String, List<String>> options =
        head.getOptionsList().stream()
            .collect(
                Collectors.toMap(
                    LoadHead.Option::getName, option -> List.copyOf(option.getValuesList())));
    return new FileUpload(
        QuestionReader.caller(head.getCaller()),
        head.getTable(),
        head.hasFormat() ? head.getFormat() : null,
        head.getFileName(),
        head.getBytes(),
        options);
  }

  private QueryHandle find(QueryName name) {
    return find(name.getCaller(), name.getId());
  }

  private QueryHandle find(CallerName caller, String id) {
    QueryHandle found =
        gateway
            .find(id, QuestionReader.caller(caller))
            .orElseThrow(
                () ->
                    new WeirException(
                        ErrorCode.QUERY_NOT_FOUND,
                        "There is no query '" + id + "', or it has expired.",
                        "Run the statement again."));
    askedNanos = System.nanoTime();
    return found;
  }

  /** Of a query; whoever has it will ask for its rows. */
  private <A> void take(StreamObserver<A> client, Supplier<A> work) {
    if (leaving) {
      client.onError(GatewayLeaving.refusal());
      return;
    }
    answer(client, work);
    askedNanos = System.nanoTime();
  }

  private static <A> void answer(StreamObserver<A> client, Supplier<A> work) {
    A answer;
    try {
      answer = work.get();
    } catch (RuntimeException | Error e) {
      client.onError(MetaErrors.toStatus(failure(e)));
      return;
    }
    client.onNext(answer);
    client.onCompleted();
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  /** On a thread of its own: the call's thread must be free to say that the client is ready. */
  private void aside(ServerCallStreamObserver<?> client, Task task) {
    var unused = transfers.incrementAndGet();
    Thread.ofVirtual()
        .name("query-door")
        .start(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                fail(
                    client,
                    new WeirException(
                        ErrorCode.INTERNAL,
                        "the transfer broke off: " + e.getMessage(),
                        "Try again.",
                        e));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(client, new WeirException(ErrorCode.UNAVAILABLE, "the door is closing"));
              } catch (RuntimeException | Error e) {
                fail(client, failure(e));
              } finally {
                transfers.decrementAndGet();
              }
            });
  }

  private static void fail(ServerCallStreamObserver<?> client, WeirException failure) {
    if (!client.isCancelled()) {
      client.onError(MetaErrors.toStatus(failure));
    }
  }

  private static WeirException failure(Throwable e) {
    if (e instanceof WeirException known) {
      return known;
    }
    LOG.log(System.Logger.Level.ERROR, "query_door.defect", e);
    return new WeirException(
        ErrorCode.INTERNAL,
        "the gateway failed: " + e.getClass().getSimpleName(),
        "Its log has the details.",
        e);
  }

  private static QueryDocument document(QueryStatus status) {
    return QueryDocument.newBuilder().setJson(json(status)).build();
  }

  private static ByteString json(Object value) {
    try {
      return ByteString.copyFrom(JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
