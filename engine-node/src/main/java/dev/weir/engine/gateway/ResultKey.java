package dev.weir.engine.gateway;

import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.resolve.Resolution;
import dev.weir.engine.sql.ParsedStatement;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an answer depends on, and nothing else: two requests with equal keys have equal answers. A
 * new commit, a changed policy or another filter makes another key, so that nothing ever has to
 * expire.
 *
 * @param fingerprint of the statement
 * @param parameters their types and values
 * @param filters of the request
 * @param relations every relation with its pinned version and the hash of the caller's policy
 * @param scope tenant and default namespace
 * @param rowsMax where the result is cut
 */
record ResultKey(
    String fingerprint,
    List<String> parameters,
    List<TableFilter> filters,
    String relations,
    String scope,
    long rowsMax) {

  static ResultKey of(
      ParsedStatement statement, QueryContext context, Resolution resolution, long rowsMax) {
    QueryRequest request = context.request();
    String relations =
        resolution.relations().entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + "="
                        + entry.getValue().version()
                        + "#"
                        + entry.getValue().policy().getHash())
            .sorted()
            .collect(Collectors.joining("\n"));
    return new ResultKey(
        statement.fingerprint(),
        request.parameters().stream().map(ResultKey::text).toList(),
        request.filters(),
        relations,
        context.caller().tenant() + "|" + context.defaultNamespace(),
        rowsMax);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case byte[] bytes -> "bytes:" + HexFormat.of().formatHex(bytes);
      default -> value.getClass().getSimpleName() + ":" + value;
    };
  }
}
