package dev.weir.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as a query names it, once for each time it does.
 *
 * @param path names from the outermost: {@code [table]}, {@code [namespace, table]}, {@code [weir,
 *     namespace, table]}
 * @param alias empty when there is none
 * @param atUnit {@code VERSION} or {@code TIMESTAMP}; null when it is read as it is now
 * @param atExpression syntax tree of the version or time; null as {@code atUnit}
 * @param start index of its first char in the engine's text, or -1 when the engine does not say
 * @param length chars that it takes, alias and AT included
 */
public record TableReference(
    List<String> path,
    String alias,
    @Nullable String atUnit,
    @Nullable JsonNode atExpression,
    int start,
    int length) {}
