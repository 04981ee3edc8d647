package dev.weir.engine.door;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the messages of the door mean to the gateway. Pure. */
final class QuestionReader {
  private QuestionReader() {}

  /**
   * @throws WeirException BAD_REQUEST for a message that no part of this version makes
   */
  static QueryRequest request(Question question) {
    try {
      return new QueryRequest(
          caller(question.getCaller()),
          question.getSql(),
          values(question.getParametersList()),
          question.getFiltersList().stream().map(QuestionReader::filter).toList(),
          question.hasDefaultNamespace() ? question.getDefaultNamespace() : null,
          origin(question.getOrigin()),
          question.hasCluster() ? question.getCluster() : null,
          question.hasAsOf() ? Instant.parse(question.getAsOf()) : null,
          question.getTimeoutMillis(),
          question.getRowsMax(),
          question.getUseCache());
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "the question cannot be read: " + e.getMessage(),
          "Give all parts of the warehouse the same version.",
          e);
    }
  }

  static Caller caller(CallerName name) {
    return new Caller(
        name.getTenant(),
        name.getPrincipal(),
        name.getDisplayName(),
        List.copyOf(name.getRolesList()),
        name.getAdmin());
  }

  private static Origin origin(Source source) {
    return new Origin(
        Origin.Kind.valueOf(source.getKind()),
        source.hasName() ? source.getName() : null,
        source.hasPart() ? source.getPart() : null);
  }

  private static TableFilter filter(Filter filter) {
    return new TableFilter(
        filter.getTable(),
        filter.getColumn(),
        TableFilter.Operator.valueOf(filter.getOperator()),
        values(filter.getValuesList()));
  }

  private static List<@Nullable Object> values(List<Value> values) {
    List<@Nullable Object> read = new ArrayList<>();
    values.forEach(value -> read.add(value(value)));
    return read;
  }

  private static @Nullable Object value(Value value) {
    return switch (value.getKindCase()) {
      case NULL -> null;
      case TEXT -> value.getText();
      case INTEGER -> value.getInteger();
      case FLOATING -> value.getFloating();
      case DECIMAL -> new BigDecimal(value.getDecimal());
      case TRUTH -> value.getTruth();
      case DATE -> LocalDate.parse(value.getDate());
      case LOCAL_DATE_TIME -> LocalDateTime.parse(value.getLocalDateTime());
      case INSTANT -> Instant.parse(value.getInstant());
      case BINARY -> value.getBinary().toByteArray();
      case KIND_NOT_SET -> throw new IllegalArgumentException("a value has no kind");
    };
  }
}
