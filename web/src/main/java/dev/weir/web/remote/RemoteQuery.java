package dev.weir.web.remote;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.v1.CallerName;
import dev.weir.contracts.query.v1.Piece;
import dev.weir.contracts.query.v1.QueryDocument;
import dev.weir.contracts.query.v1.QueryDoorGrpc.QueryDoorBlockingV2Stub;
import dev.weir.contracts.query.v1.QueryName;
import dev.weir.contracts.query.v1.RowsRequest;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A query that a gateway in another process knows. */
final class RemoteQuery implements QueryHandle {
  private static final System.Logger LOG = System.getLogger(RemoteQuery.class.getName());

  private final QueryDoorBlockingV2Stub gateway;
  private final CallerName caller;
  private final String id;
  private volatile QueryStatus last;

  RemoteQuery(QueryDoorBlockingV2Stub gateway, Caller caller, QueryStatus first) {
    this.gateway = gateway;
    this.caller = QuestionWriter.caller(caller);
    this.id = first.id();
    this.last = first;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public QueryStatus status() {
    if (last.state().isFinal()) {
      return last;
    }
    try {
      return seen(gateway.read(name()));
    } catch (StatusException e) {
      throw MetaErrors.fromStatus(e);
    }
  }

  private QueryStatus seen(QueryDocument document) {
    QueryStatus status = Documents.status(document.getJson());
    last = status;
    return status;
  }

  private QueryName name() {
    return QueryName.newBuilder().setCaller(caller).setId(id).build();
  }

  @Override
  public QueryStatus await() throws InterruptedException {
    if (!last.state().isFinal()) {
      BlockingClientCall<?, QueryDocument> news = gateway.follow(name());
      try {
        for (QueryDocument next = news.read(); next != null; next = news.read()) {
          seen(next);
        }
      } catch (StatusException e) {
        throw MetaErrors.fromStatus(e);
      } finally {
        news.cancel("no longer waited for", null);
      }
    }
    return status();
  }

  @Override
  public Subscription follow(Consumer<QueryStatus> listener) {
    QueryStatus now = status();
    if (now.state().isFinal()) {
      listener.accept(now);
      return () -> {};
    }
    BlockingClientCall<?, QueryDocument> news = gateway.follow(name());
    AtomicBoolean closed = new AtomicBoolean();
    Thread.ofVirtual().name("query-news").start(() -> tell(news, listener, closed));
    return () -> {
      closed.set(true);
      news.cancel("no longer followed", null);
    };
  }

  /** A gateway that is lost in the middle ends its queries; whoever follows is told so. */
  private void tell(
      BlockingClientCall<?, QueryDocument> news,
      Consumer<QueryStatus> listener,
      AtomicBoolean closed) {
    try {
      for (QueryDocument next = news.read(); next != null; next = news.read()) {
        listener.accept(seen(next));
      }
    } catch (StatusException e) {
      if (!closed.get()) {
        listener.accept(LostQuery.of(last, MetaErrors.fromStatus(e)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WeirException e) {
      LOG.log(System.Logger.Level.WARNING, "query.follow query=" + id, e);
      listener.accept(LostQuery.of(last, e));
    }
  }

  @Override
  public void cancel() {
    try {
      var unused = gateway.cancel(name());
    } catch (StatusException e) {
      WeirException failure = MetaErrors.fromStatus(e);
      if (failure.code() != ErrorCode.QUERY_NOT_FOUND) {
        throw failure;
      }
    }
  }

  @Override
  public void writeJsonRows(long offset, int rowsMax, OutputStream out) throws IOException {
    RowsRequest rows =
        RowsRequest.newBuilder()
            .setCaller(caller)
            .setId(id)
            .setOffset(offset)
            .setRowsMax(rowsMax)
            .build();
    write(gateway.jsonRows(rows), out);
  }

  @Override
  public void writeArrow(OutputStream out) throws IOException {
    write(gateway.arrow(name()), out);
  }

  private static void write(BlockingClientCall<?, Piece> pieces, OutputStream out)
      throws IOException {
    try {
      for (Piece piece = pieces.read(); piece != null; piece = pieces.read()) {
        piece.getContent().writeTo(out);
      }
    } catch (StatusException e) {
      throw MetaErrors.fromStatus(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.UNAVAILABLE, "the server is stopping");
    } finally {
      pieces.cancel("no longer read", null);
    }
  }
}
