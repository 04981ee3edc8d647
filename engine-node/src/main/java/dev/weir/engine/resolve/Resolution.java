package dev.weir.engine.resolve;

import dev.weir.contracts.query.PinnedTable;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedView;
import dev.weir.engine.sql.TableReference;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that a statement reads, views unfolded, all at one point in the catalog's log.
 * Immutable.
 *
 * @param relations by what the statement, or a view behind it, calls them
 * @param general the pin of tables that the statement does not pin itself
 */
public record Resolution(Map<RelationKey, ResolvedRelation> relations, Pin general) {

  /** What a reference of a query reads. Never null: resolving would have failed. */
  public ResolvedRelation find(TableReference reference, String defaultNamespace, Pin pin) {
    return relations.get(RelationKey.of(reference, defaultNamespace, pin));
  }

  /** The tables, in the order of their names, and of their pins where one is there twice. */
  public List<ResolvedTable> tables() {
    return relations.values().stream()
        .flatMap(r -> r instanceof ResolvedTable table ? Stream.of(table) : Stream.empty())
        .sorted(
            Comparator.comparing((ResolvedTable table) -> table.name().toString())
                .thenComparing(table -> table.pin().toString()))
        .toList();
  }

  /** The views, in no order. */
  public List<ResolvedView> views() {
    return relations.values().stream()
        .flatMap(r -> r instanceof ResolvedView view ? Stream.of(view) : Stream.empty())
        .toList();
  }

  /** Whether every view behind the statement always gives the same answer. */
  public boolean repeatable() {
    return views().stream().allMatch(view -> view.definition().statement().repeatable());
  }

  /** The tables as a query's statistics show them. */
  public List<PinnedTable> pinned() {
    return tables().stream()
        .map(
            table ->
                new PinnedTable(
                    table.name().toString(),
                    table.snapshot() == null ? null : Long.toString(table.snapshot().snapshotId()),
                    table.snapshot() == null ? null : table.snapshot().timestampMillis()))
        .distinct()
        .toList();
  }
}
