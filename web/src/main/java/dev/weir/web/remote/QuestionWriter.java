package dev.weir.web.remote;

import com.google.protobuf.ByteString;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.TableFilter;
import dev.weir.contracts.query.v1.CallerName;
import dev.weir.contracts.query.v1.Filter;
import dev.weir.contracts.query.v1.Question;
import dev.weir.contracts.query.v1.Source;
import dev.weir.contracts.query.v1.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Requests as the messages of the gateway's door. Pure. */
final class QuestionWriter {
  private QuestionWriter() {}

  static Question question(QueryRequest request) {
    Question.Builder question =
        Question.newBuilder()
            .setCaller(caller(request.caller()))
            .setSql(request.sql())
            .setOrigin(source(request.origin()))
            .setTimeoutMillis(request.timeoutMillis())
            .setRowsMax(request.rowsMax())
            .setUseCache(request.useCache());
    request.parameters().forEach(value -> question.addParameters(value(value)));
    request.filters().forEach(filter -> question.addFilters(filter(filter)));
    if (request.defaultNamespace() != null) {
      question.setDefaultNamespace(request.defaultNamespace());
    }
    if (request.cluster() != null) {
      question.setCluster(request.cluster());
    }
    if (request.asOf() != null) {
      question.setAsOf(request.asOf().toString());
    }
    return question.build();
  }

  static CallerName caller(Caller caller) {
    return CallerName.newBuilder()
        .setTenant(caller.tenant())
        .setPrincipal(caller.principal())
        .setDisplayName(caller.displayName())
        .addAllRoles(caller.roles())
        .setAdmin(caller.admin())
        .build();
  }

  private static Source source(Origin origin) {
    Source.Builder source = Source.newBuilder().setKind(origin.kind().name());
    if (origin.name() != null) {
      source.setName(origin.name());
    }
    if (origin.part() != null) {
      source.setPart(origin.part());
    }
    return source.build();
  }

  private static Filter filter(TableFilter filter) {
    Filter.Builder built =
        Filter.newBuilder()
            .setTable(filter.table())
            .setColumn(filter.column())
            .setOperator(filter.operator().name());
    filter.values().forEach(value -> built.addValues(value(value)));
    return built.build();
  }

  private static Value value(@Nullable Object value) {
    Value.Builder built = Value.newBuilder();
    return switch (value) {
      case null -> built.setNull(true).build();
      case String text -> built.setText(text).build();
      case Long integer -> built.setInteger(integer).build();
      case Double floating -> built.setFloating(floating).build();
      case BigDecimal decimal -> built.setDecimal(decimal.toString()).build();
      case Boolean truth -> built.setTruth(truth).build();
      case LocalDate date -> built.setDate(date.toString()).build();
      case LocalDateTime time -> built.setLocalDateTime(time.toString()).build();
      case Instant instant -> built.setInstant(instant.toString()).build();
      case byte[] binary -> built.setBinary(ByteString.copyFrom(binary)).build();
      default -> throw new IllegalArgumentException("no value of a query: " + value.getClass());
    };
  }
}
