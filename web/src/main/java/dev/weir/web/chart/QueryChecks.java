package dev.weir.web.chart;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.crds.validation.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Asks the gateway whether the statements of a resource would run, and what they return, without
 * running them. One for each resource; not thread-safe.
 */
public final class QueryChecks {
  private static final String SELECT = "SELECT";

  private final QueryGateway gateway;
  private final Caller caller;
  private final String namespace;
  private final Origin origin;
  private final Map<String, Optional<StatementDescription>> known = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final TreeSet<String> relations = new TreeSet<>();

  /**
   * @param namespace where unqualified names are looked up
   */
  public QueryChecks(QueryGateway gateway, Caller caller, String namespace, Origin origin) {
    this.gateway = gateway;
    this.caller = caller;
    this.namespace = namespace;
    this.origin = origin;
  }

  /**
   * What a statement would return; none when it is broken, which is noted as a problem of {@code
   * path}, the first time.
   *
   * @param owner of the statement for a person: {@code chart "late"}
   * @throws WeirException when the gateway cannot answer: that is no fault of the resource
   */
  public Optional<StatementDescription> describe(String path, String owner, String sql) {
    Optional<StatementDescription> before = known.get(sql);
    if (before != null) {
      return before;
    }
    Optional<StatementDescription> description = ask(path, owner + ": ", sql);
    known.put(sql, description);
    return description;
  }

  /** Everything that was found wrong so far. */
  public List<Problem> problems() {
    return problems;
  }

  /** Tables and views that the good statements read, {@code namespace.table}, sorted. */
  public List<String> relations() {
    return List.copyOf(relations);
  }

  private Optional<StatementDescription> ask(String path, String owner, String sql) {
    try {
      StatementDescription description =
          gateway.describe(
              new QueryRequest(
                  caller, sql, List.of(), List.of(), namespace, origin, null, null, 0, 0, true));
      if (!description.kind().equals(SELECT)) {
        problems.add(
            Problem.of(path, owner + "not a query but " + description.kind(), "use a SELECT"));
        return Optional.empty();
      }
      relations.addAll(description.tables());
      return Optional.of(description);
    } catch (WeirException e) {
      if (e.code().httpStatus() >= 500 || e.code() == ErrorCode.UNAUTHENTICATED) {
        throw e;
      }
      Problem problem = Problem.of(path, owner + place(e) + e.getMessage(), e.hint());
      problems.add(isMissing(e.code()) ? problem.withMissingTable() : problem);
      return Optional.empty();
    }
  }

  private static boolean isMissing(ErrorCode code) {
    return code == ErrorCode.TABLE_NOT_FOUND || code == ErrorCode.NAMESPACE_NOT_FOUND;
  }

  private static String place(WeirException failure) {
    SourcePosition at = failure.position();
    return at == null ? "" : "line " + at.line() + ", column " + at.column() + ": ";
  }
}
