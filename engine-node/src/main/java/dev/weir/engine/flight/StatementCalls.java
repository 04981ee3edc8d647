package dev.weir.engine.flight;

import com.google.protobuf.ByteString;
import dev.weir.contracts.config.FlightConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.engine.flight.PreparedStatements.PreparedStatement;
import dev.weir.engine.gateway.EngineGateway;
import dev.weir.engine.result.SqlTypes;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementResult;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Statements and prepared statements. Changes are made when they are described. So are queries,
 * whose rows then wait a moment for their client: it spares the time in which the description
 * travels to the client and the ticket back. A ticket that is fetched later, again or elsewhere
 * runs its query anew.
 */
final class StatementCalls {
  private final FlightConfig config;
  private final EngineGateway gateway;
  private final BufferAllocator allocator;
  private final Executor streams;
  private final RunningStatements running;
  private final PreparedStatements prepared;

  /**
   * @param allocator of what is sent
   * @param streams threads that may block for as long as a client takes to read
   */
  StatementCalls(
      FlightConfig config, EngineGateway gateway, BufferAllocator allocator, Executor streams) {
    this.config = config;
    this.gateway = gateway;
    this.allocator = allocator;
    this.streams = streams;
    this.running = new RunningStatements(config.streamsMax());
    this.prepared =
        new PreparedStatements(config.preparedMaxPerPrincipal(), config.preparedIdleMillis());
  }

  /** Describes a statement and says how to fetch its result; a change is made at once. */
  FlightInfo info(Caller caller, String sql, String namespace, FlightDescriptor descriptor) {
    StatementDescription description = gateway.describe(request(caller, sql, namespace, List.of()));
    if (!StatementKind.answersRows(description.kind())) {
      return changed(update(request(caller, sql, namespace, List.of())), descriptor);
    }
    StatementTicket ticket = StatementTicket.of(sql, namespace, new byte[0]);
    runAhead(caller, ticket);
    return info(ticket, SqlTypes.schemaOf(description.columns()), descriptor);
  }

  /** Says how to fetch the result of a prepared statement with the parameters bound last. */
  FlightInfo preparedInfo(Caller caller, ByteString handle, FlightDescriptor descriptor) {
    PreparedStatement statement = prepared.find(handle, caller);
    if (!StatementKind.answersRows(statement.description().kind())) {
      List<@Nullable Object> parameters =
          Parameters.unpack(statement.ticket().parameters(), allocator);
      return changed(update(request(caller, statement, parameters)), descriptor);
    }
    StatementTicket ticket = statement.ticket();
    runAhead(caller, ticket);
    return info(ticket, SqlTypes.schemaOf(statement.description().columns()), descriptor);
  }

  /** The schema of a statement's result. */
  Schema schema(Caller caller, String sql, String namespace) {
    return SqlTypes.schemaOf(
        gateway.describe(request(caller, sql, namespace, List.of())).columns());
  }

  /** The schema of a prepared statement's result. */
  Schema preparedSchema(Caller caller, ByteString handle) {
    return SqlTypes.schemaOf(prepared.find(handle, caller).description().columns());
  }

  /** The ticket for a prepared statement whose client fetches by its handle. */
  StatementTicket preparedTicket(Caller caller, ByteString handle) {
    return prepared.find(handle, caller).ticket();
  }

  /**
   * Prepares a statement. One that changes something has no columns: that is how the JDBC driver
   * tells that it is to be executed as an update.
   */
  ActionCreatePreparedStatementResult prepare(Caller caller, String sql, String namespace) {
    StatementDescription description = gateway.describe(request(caller, sql, namespace, List.of()));
    ByteString handle = prepared.add(caller, sql, namespace, description);
    Schema result =
        StatementKind.answersRows(description.kind())
            ? SqlTypes.schemaOf(description.columns())
            : new Schema(List.of());
    return ActionCreatePreparedStatementResult.newBuilder()
        .setPreparedStatementHandle(handle)
        .setDatasetSchema(ByteString.copyFrom(result.serializeAsMessage()))
        .setParameterSchema(
            ByteString.copyFrom(
                Parameters.schemaOf(description.parameterTypes()).serializeAsMessage()))
        .build();
  }

  void closePrepared(Caller caller, ByteString handle) {
    prepared.close(handle, caller);
  }

  /** Binds the one row of {@code rows} to a prepared query. */
  void bind(Caller caller, ByteString handle, FlightStream rows) {
    PreparedStatement statement = prepared.find(handle, caller);
    int bound = 0;
    while (rows.next()) {
      VectorSchemaRoot batch = rows.getRoot();
      bound += batch.getRowCount();
      if (bound > 1) {
        throw new WeirException(
            ErrorCode.STATEMENT_NOT_SUPPORTED,
            "More than one row of parameters was bound to a query.",
            "Bind one row, execute, and bind the next; batches are for updates.");
      }
      if (batch.getRowCount() == 1) {
        statement.bind(Parameters.pack(batch));
      }
    }
  }

  /** Runs a statement and answers how many rows it changed. */
  long update(Caller caller, String sql, String namespace) {
    return update(request(caller, sql, namespace, List.of()));
  }

  /** Runs a prepared statement once for each row of parameters, or once when there are none. */
  long updatePrepared(Caller caller, ByteString handle, FlightStream rows) {
    PreparedStatement statement = prepared.find(handle, caller);
    long changed = 0;
    boolean any = false;
    while (rows.next()) {
      VectorSchemaRoot batch = rows.getRoot();
      for (int row = 0; row < batch.getRowCount(); row++) {
        any = true;
        changed += update(request(caller, statement, Parameters.row(batch, row)));
      }
    }
    return any ? changed : update(request(caller, statement, List.of()));
  }

  /**
   * Sends the result of a ticket, whose query runs on another thread: since it was described, or
   * from now on. Returns at once.
   */
  void stream(Caller caller, StatementTicket ticket, ServerStreamListener listener) {
    if (!running.handOver(ticket, caller, run -> sinkOf(listener, run))) {
      RunningStatements.Run run = running.begin(ticket, caller);
      boolean unused = run.sink().sendTo(sinkOf(listener, run));
      start(run);
    }
  }

  private StreamSink sinkOf(ServerStreamListener listener, RunningStatements.Run run) {
    return new StreamSink(listener, allocator, config.stalledMillisMax(), run);
  }

  private void runAhead(Caller caller, StatementTicket ticket) {
    RunningStatements.Run run = running.beginAhead(ticket, caller);
    if (run != null) {
      start(run);
    }
  }

  private void start(RunningStatements.Run run) {
    try {
      streams.execute(() -> run(run));
    } catch (RuntimeException refused) {
      run.close();
      throw refused;
    }
  }

  /** Cancels the run of every ticket of {@code info}. */
  boolean cancel(Caller caller, FlightInfo info) {
    boolean cancelled = false;
    for (FlightEndpoint endpoint : info.getEndpoints()) {
      StatementTicket ticket = StatementTicket.unpack(endpoint.getTicket());
      cancelled |= running.cancel(ticket.id(), caller);
    }
    return cancelled;
  }

  private void run(RunningStatements.Run run) {
    StatementTicket ticket = run.ticket();
    AwaitedSink sink = run.sink();
    // A client has to find the run until it was told how that ended.
    try (run) {
      try {
        List<@Nullable Object> parameters = Parameters.unpack(ticket.parameters(), allocator);
        gateway.stream(
            request(run.caller(), ticket.sql(), ticket.namespace(), parameters),
            sink,
            run::started);
        sink.end();
      } catch (Exception | OutOfMemoryError failure) {
        sink.fail(failure);
      }
    }
  }

  private long update(QueryRequest request) {
    UpdateCount count = new UpdateCount();
    gateway.stream(request, count, query -> {});
    return count.rows();
  }

  /**
   * What a client gets that sent a change as a query, as ADBC's cursor does with every statement:
   * it is done, and nothing is left to fetch. Making it only when it is fetched would lose it, for
   * such a client never reads.
   */
  private static FlightInfo changed(long rows, FlightDescriptor descriptor) {
    return new FlightInfo(new Schema(List.of()), descriptor, List.of(), -1, rows);
  }

  private static FlightInfo info(
      StatementTicket ticket, Schema schema, FlightDescriptor descriptor) {
    return new FlightInfo(schema, descriptor, List.of(new FlightEndpoint(ticket.pack())), -1, -1);
  }

  private static QueryRequest request(
      Caller caller, PreparedStatement statement, List<@Nullable Object> parameters) {
    return request(caller, statement.sql(), statement.namespace(), parameters);
  }

  private static QueryRequest request(
      Caller caller, String sql, String namespace, List<@Nullable Object> parameters) {
    return new QueryRequest(
        caller,
        sql,
        parameters,
        List.of(),
        namespace.isEmpty() ? null : namespace,
        Origin.of(Origin.Kind.FLIGHT_SQL),
        null,
        null,
        0,
        0,
        true);
  }
}
