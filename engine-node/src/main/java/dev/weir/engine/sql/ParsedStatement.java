package dev.weir.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.error.SourcePosition;
import java.util.List;
import java.util.Map;

/**
 * A query that was parsed and may be run. Immutable; the trees must not be changed.
 *
 * @param sql as it was sent
 * @param mode what is wanted of it
 * @param text what the engine reads, before names are pinned
 * @param source the same, for its places
 * @param root syntax tree of the query
 * @param tables every table that it names, in no order, by the tree's node; common table
 *     expressions are not among them
 * @param repeatable whether the same data always gives the same answer
 * @param usesNumbers whether it calls {@code numbers} or {@code numbers_mt}
 * @param fingerprint equal for statements that differ in blanks, comments and the case of keywords
 *     only
 * @param treeBytes size of the tree, for caches
 */
public record ParsedStatement(
    String sql,
    Dialect.Mode mode,
    EditedText text,
    SourceText source,
    JsonNode root,
    Map<JsonNode, TableReference> tables,
    boolean repeatable,
    boolean usesNumbers,
    String fingerprint,
    int treeBytes) {

  /** The references without their nodes. */
  public List<TableReference> references() {
    return List.copyOf(tables.values());
  }

  /** The place, in what the user wrote, of {@code length} chars from {@code start}. */
  public SourcePosition position(int start, int length) {
    int from = text.toOriginal(start);
    return new SourceText(sql).position(from, Math.max(from, text.toOriginal(start + length)));
  }
}
