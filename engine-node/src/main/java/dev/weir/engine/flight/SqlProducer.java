package dev.weir.engine.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.weir.contracts.query.Caller;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.Criteria;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.GetSessionOptionsResult;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.SetSessionOptionsResult.ErrorValue;
import org.apache.arrow.flight.sql.CancelResult;
import org.apache.arrow.flight.sql.FlightSqlProducer;
import org.apache.arrow.flight.sql.SqlInfoBuilder;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionClosePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetCatalogs;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetCrossReference;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetExportedKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetImportedKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetPrimaryKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetSqlInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTableTypes;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetXdbcTypeInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementUpdate;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementUpdate;
import org.apache.arrow.flight.sql.impl.FlightSql.DoPutUpdateResult;
import org.apache.arrow.flight.sql.impl.FlightSql.TicketStatementQuery;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the calls of the Flight SQL protocol to those who answer them. What is thrown is translated
 * by {@link TranslatingProducer} around it.
 */
final class SqlProducer implements FlightSqlProducer {
  private static final String OPTION_SCHEMA = "schema";
  private static final String OPTION_CATALOG = "catalog";

  private final StatementCalls statements;
  private final CatalogCalls catalog;
  private final SqlInfoBuilder serverInfo;
  private final BufferAllocator allocator;

  SqlProducer(
      StatementCalls statements,
      CatalogCalls catalog,
      SqlInfoBuilder serverInfo,
      BufferAllocator allocator) {
    this.statements = statements;
    this.catalog = catalog;
    this.serverInfo = serverInfo;
    this.allocator = allocator;
  }

  // Statements

  @Override
  public FlightInfo getFlightInfoStatement(
      CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    return statements.info(caller(context), command.getQuery(), schema(context), descriptor);
  }

  @Override
  public SchemaResult getSchemaStatement(
      CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    return new SchemaResult(
        statements.schema(caller(context), command.getQuery(), schema(context)));
  }

  @Override
  public void getStreamStatement(
      TicketStatementQuery ticket, CallContext context, ServerStreamListener listener) {
    statements.stream(
        caller(context), StatementTicket.unpack(ticket.getStatementHandle()), listener);
  }

  @Override
  public Runnable acceptPutStatement(
      CommandStatementUpdate command,
      CallContext context,
      FlightStream rows,
      StreamListener<PutResult> answer) {
    Caller caller = caller(context);
    String schema = schema(context);
    return () -> answerCount(statements.update(caller, command.getQuery(), schema), answer);
  }

  // Prepared statements

  @Override
  public void createPreparedStatement(
      ActionCreatePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    Message made = statements.prepare(caller(context), request.getQuery(), schema(context));
    listener.onNext(new Result(Any.pack(made).toByteArray()));
    listener.onCompleted();
  }

  @Override
  public void closePreparedStatement(
      ActionClosePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    statements.closePrepared(caller(context), request.getPreparedStatementHandle());
    listener.onCompleted();
  }

  @Override
  public FlightInfo getFlightInfoPreparedStatement(
      CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    return statements.preparedInfo(
        caller(context), command.getPreparedStatementHandle(), descriptor);
  }

  @Override
  public SchemaResult getSchemaPreparedStatement(
      CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    return new SchemaResult(
        statements.preparedSchema(caller(context), command.getPreparedStatementHandle()));
  }

  @Override
  public void getStreamPreparedStatement(
      CommandPreparedStatementQuery command, CallContext context, ServerStreamListener listener) {
    Caller caller = caller(context);
    ByteString handle = command.getPreparedStatementHandle();
    statements.stream(caller, statements.preparedTicket(caller, handle), listener);
  }

  @Override
  public Runnable acceptPutPreparedStatementQuery(
      CommandPreparedStatementQuery command,
      CallContext context,
      FlightStream rows,
      StreamListener<PutResult> answer) {
    Caller caller = caller(context);
    return () -> {
      statements.bind(caller, command.getPreparedStatementHandle(), rows);
      answer.onCompleted();
    };
  }

  @Override
  public Runnable acceptPutPreparedStatementUpdate(
      CommandPreparedStatementUpdate command,
      CallContext context,
      FlightStream rows,
      StreamListener<PutResult> answer) {
    Caller caller = caller(context);
    return () ->
        answerCount(
            statements.updatePrepared(caller, command.getPreparedStatementHandle(), rows), answer);
  }

  // Cancelling

  @Override
  public void cancelFlightInfo(
      CancelFlightInfoRequest request, CallContext context, StreamListener<CancelStatus> listener) {
    boolean cancelled = statements.cancel(caller(context), request.getInfo());
    listener.onNext(cancelled ? CancelStatus.CANCELLING : CancelStatus.NOT_CANCELLABLE);
    listener.onCompleted();
  }

  @Override
  public void cancelQuery(
      FlightInfo info, CallContext context, StreamListener<CancelResult> listener) {
    boolean cancelled = statements.cancel(caller(context), info);
    listener.onNext(cancelled ? CancelResult.CANCELLING : CancelResult.NOT_CANCELLABLE);
    listener.onCompleted();
  }

  // Sessions

  @Override
  public void setSessionOptions(
      SetSessionOptionsRequest request,
      CallContext context,
      StreamListener<SetSessionOptionsResult> listener) {
    Map<String, SetSessionOptionsResult.Error> errors = new HashMap<>();
    request
        .getSessionOptions()
        .forEach(
            (name, value) -> {
              ErrorValue error = setOption(name, value, SessionMiddleware.of(context));
              if (error != null) {
                errors.put(name, new SetSessionOptionsResult.Error(error));
              }
            });
    listener.onNext(new SetSessionOptionsResult(errors));
    listener.onCompleted();
  }

  @Override
  public void getSessionOptions(
      GetSessionOptionsRequest request,
      CallContext context,
      StreamListener<GetSessionOptionsResult> listener) {
    Map<String, SessionOptionValue> options = new HashMap<>();
    options.put(
        OPTION_CATALOG, SessionOptionValueFactory.makeSessionOptionValue(CatalogCalls.CATALOG));
    String schema = SessionMiddleware.of(context).schema();
    if (schema != null) {
      options.put(OPTION_SCHEMA, SessionOptionValueFactory.makeSessionOptionValue(schema));
    }
    listener.onNext(new GetSessionOptionsResult(options));
    listener.onCompleted();
  }

  @Override
  public void closeSession(
      CloseSessionRequest request,
      CallContext context,
      StreamListener<CloseSessionResult> listener) {
    SessionMiddleware.of(context).setSchema(null);
    listener.onNext(new CloseSessionResult(CloseSessionResult.Status.CLOSED));
    listener.onCompleted();
  }

  // Metadata

  @Override
  public FlightInfo getFlightInfoCatalogs(
      CommandGetCatalogs command, CallContext context, FlightDescriptor descriptor) {
    return CatalogCalls.info(command, descriptor, Schemas.GET_CATALOGS_SCHEMA);
  }

  @Override
  public void getStreamCatalogs(CallContext context, ServerStreamListener listener) {
    CatalogCalls.catalogs().send(listener, allocator);
  }

  @Override
  public FlightInfo getFlightInfoSchemas(
      CommandGetDbSchemas command, CallContext context, FlightDescriptor descriptor) {
    return CatalogCalls.info(command, descriptor, Schemas.GET_SCHEMAS_SCHEMA);
  }

  @Override
  public void getStreamSchemas(
      CommandGetDbSchemas command, CallContext context, ServerStreamListener listener) {
    catalog.schemas(command, caller(context)).send(listener, allocator);
  }

  @Override
  public FlightInfo getFlightInfoTables(
      CommandGetTables command, CallContext context, FlightDescriptor descriptor) {
    return CatalogCalls.info(
        command,
        descriptor,
        command.getIncludeSchema()
            ? Schemas.GET_TABLES_SCHEMA
            : Schemas.GET_TABLES_SCHEMA_NO_SCHEMA);
  }

  @Override
  public void getStreamTables(
      CommandGetTables command, CallContext context, ServerStreamListener listener) {
    catalog.tables(command, caller(context)).send(listener, allocator);
  }

  @Override
  public FlightInfo getFlightInfoTableTypes(
      CommandGetTableTypes command, CallContext context, FlightDescriptor descriptor) {
    return CatalogCalls.info(command, descriptor, Schemas.GET_TABLE_TYPES_SCHEMA);
  }

  @Override
  public void getStreamTableTypes(CallContext context, ServerStreamListener listener) {
    CatalogCalls.tableTypes().send(listener, allocator);
  }

  @Override
  public FlightInfo getFlightInfoPrimaryKeys(
      CommandGetPrimaryKeys command, CallContext context, FlightDescriptor descriptor) {
    return CatalogCalls.info(command, descriptor, Schemas.GET_PRIMARY_KEYS_SCHEMA);
  }

  @Override
  public void getStreamPrimaryKeys(
      CommandGetPrimaryKeys command, CallContext context, ServerStreamListener listener) {
    catalog.primaryKeys(command, caller(context)).send(listener, allocator);
  }

  // There are no foreign keys

  @Override
  public FlightInfo getFlightInfoExportedKeys(
      CommandGetExportedKeys command, CallContext context, FlightDescriptor descriptor) {
    return CatalogCalls.info(command, descriptor, Schemas.GET_EXPORTED_KEYS_SCHEMA);
  }

  @Override
  public void getStreamExportedKeys(
      CommandGetExportedKeys command, CallContext context, ServerStreamListener listener) {
    new AnswerRows(Schemas.GET_EXPORTED_KEYS_SCHEMA).send(listener, allocator);
  }

  @Override
  public FlightInfo getFlightInfoImportedKeys(
      CommandGetImportedKeys command, CallContext context, FlightDescriptor descriptor) {
    return CatalogCalls.info(command, descriptor, Schemas.GET_IMPORTED_KEYS_SCHEMA);
  }

  @Override
  public void getStreamImportedKeys(
      CommandGetImportedKeys command, CallContext context, ServerStreamListener listener) {
    new AnswerRows(Schemas.GET_IMPORTED_KEYS_SCHEMA).send(listener, allocator);
  }

  @Override
  public FlightInfo getFlightInfoCrossReference(
      CommandGetCrossReference command, CallContext context, FlightDescriptor descriptor) {
    return CatalogCalls.info(command, descriptor, Schemas.GET_CROSS_REFERENCE_SCHEMA);
  }

  @Override
  public void getStreamCrossReference(
      CommandGetCrossReference command, CallContext context, ServerStreamListener listener) {
    new AnswerRows(Schemas.GET_CROSS_REFERENCE_SCHEMA).send(listener, allocator);
  }

  // The server

  @Override
  public FlightInfo getFlightInfoSqlInfo(
      CommandGetSqlInfo command, CallContext context, FlightDescriptor descriptor) {
    return CatalogCalls.info(command, descriptor, Schemas.GET_SQL_INFO_SCHEMA);
  }

  @Override
  public void getStreamSqlInfo(
      CommandGetSqlInfo command, CallContext context, ServerStreamListener listener) {
    serverInfo.send(command.getInfoList(), listener);
  }

  @Override
  public FlightInfo getFlightInfoTypeInfo(
      CommandGetXdbcTypeInfo command, CallContext context, FlightDescriptor descriptor) {
    return CatalogCalls.info(command, descriptor, Schemas.GET_TYPE_INFO_SCHEMA);
  }

  @Override
  public void getStreamTypeInfo(
      CommandGetXdbcTypeInfo command, CallContext context, ServerStreamListener listener) {
    TypeInfo.rows(command.hasDataType() ? command.getDataType() : null).send(listener, allocator);
  }

  @Override
  public void listFlights(
      CallContext context,
      Criteria criteria,
      StreamListener<org.apache.arrow.flight.FlightInfo> listener) {
    listener.onCompleted();
  }

  @Override
  public void close() {}

  private static Caller caller(CallContext context) {
    return CallerMiddleware.callerOf(context);
  }

  private static String schema(CallContext context) {
    String schema = SessionMiddleware.of(context).schema();
    return schema == null ? "" : schema;
  }

  private void answerCount(long rows, StreamListener<PutResult> answer) {
    byte[] result = DoPutUpdateResult.newBuilder().setRecordCount(rows).build().toByteArray();
    try (ArrowBuf buffer = allocator.buffer(result.length)) {
      buffer.writeBytes(result);
      answer.onNext(PutResult.metadata(buffer));
    }
    answer.onCompleted();
  }

  private static @Nullable ErrorValue setOption(
      String name, SessionOptionValue value, SessionMiddleware session) {
    String text = value.acceptVisitor(new TextOption());
    return switch (name) {
      case OPTION_SCHEMA -> {
        if (text == null && !value.isEmpty()) {
          yield ErrorValue.INVALID_VALUE;
        }
        session.setSchema(text);
        yield null;
      }
      case OPTION_CATALOG -> CatalogCalls.CATALOG.equals(text) ? null : ErrorValue.INVALID_VALUE;
      default -> ErrorValue.INVALID_NAME;
    };
  }
}
