package dev.weir.engine.compute;

import dev.weir.contracts.engine.v1.Failure;
import dev.weir.contracts.engine.v1.Filter;
import dev.weir.contracts.engine.v1.Position;
import dev.weir.contracts.engine.v1.Task;
import dev.weir.contracts.engine.v1.TaskCaller;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.StatementTask;
import dev.weir.engine.resolve.PinnedRelations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A gateway's task as a message, and back as far as the node needs it. Pure but for the time. */
final class TaskMessages {
  private TaskMessages() {}

  static Task message(StatementTask task) {
    QueryContext context = task.context();
    QueryRequest request = context.request();
    Task.Builder message =
        Task.newBuilder()
            .setQueryId(context.queryId())
            .setCaller(message(context.caller()))
            .setSql(request.sql())
            .addAllParameters(TaskValues.messages(request.parameters()))
            .setDefaultNamespace(context.defaultNamespace())
            .setTimeoutMillis(
                Math.max(1, Duration.between(Instant.now(), context.deadline()).toMillis()))
            .addAllRelations(PinnedRelations.of(task.resolution()))
            .setExplainThreads(task.explainThreads());
    request.filters().forEach(filter -> message.addFilters(message(filter)));
    if (request.asOf() != null) {
      message.setAsOfEpochMillis(request.asOf().toEpochMilli());
    }
    return message.build();
  }

  private static TaskCaller message(Caller caller) {
    return TaskCaller.newBuilder()
        .setTenant(caller.tenant())
        .setPrincipal(caller.principal())
        .setDisplayName(caller.displayName())
        .addAllRoles(caller.roles())
        .setAdmin(caller.admin())
        .build();
  }

  private static Filter message(TableFilter filter) {
    return Filter.newBuilder()
        .setTable(filter.table())
        .setColumn(filter.column())
        .setOperator(filter.operator().name())
        .addAllValues(TaskValues.messages(filter.values()))
        .build();
  }

  /** The context of the query on the node, with the deadline by the node's clock. */
  static QueryContext context(Task task) {
    TaskCaller caller = task.getCaller();
    QueryRequest request =
        new QueryRequest(
            new Caller(
                caller.getTenant(),
                caller.getPrincipal(),
                caller.getDisplayName(),
                List.copyOf(caller.getRolesList()),
                caller.getAdmin()),
            task.getSql(),
            TaskValues.values(task.getParametersList()),
            task.getFiltersList().stream().map(TaskMessages::filter).toList(),
            task.getDefaultNamespace(),
            Origin.of(Origin.Kind.SYSTEM),
            null,
            task.hasAsOfEpochMillis() ? Instant.ofEpochMilli(task.getAsOfEpochMillis()) : null,
            task.getTimeoutMillis(),
            0,
            false);
    Instant now = Instant.now();
    return new QueryContext(
        task.getQueryId(), request, now, now.plusMillis(task.getTimeoutMillis()));
  }

  private static TableFilter filter(Filter filter) {
    return new TableFilter(
        filter.getTable(),
        filter.getColumn(),
        TableFilter.Operator.valueOf(filter.getOperator()),
        TaskValues.values(filter.getValuesList()));
  }

  static Failure message(WeirException failure) {
    Failure.Builder message =
        Failure.newBuilder()
            .setCode(failure.code().name())
            .setMessage(String.valueOf(failure.getMessage()));
    if (failure.hint() != null) {
      message.setHint(failure.hint());
    }
    SourcePosition at = failure.position();
    if (at != null) {
      message.setPosition(
          Position.newBuilder().setLine(at.line()).setColumn(at.column()).setLength(at.length()));
    }
    return message.build();
  }

  static WeirException failure(Failure message) {
    Position at = message.getPosition();
    return new WeirException(
        code(message.getCode()),
        message.getMessage(),
        message.hasHint() ? message.getHint() : null,
        message.hasPosition()
            ? new SourcePosition(at.getLine(), at.getColumn(), at.getLength())
            : null,
        null);
  }

  private static ErrorCode code(String name) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    // A node of a later release.
    return ErrorCode.INTERNAL;
  }
}
