package dev.weir.engine.plan;

import dev.weir.engine.resolve.RelationKey;
import dev.weir.engine.resolve.Resolution;
import java.util.Map;

/**
 * What a statement has to read.
 *
 * @param resolution its relations
 * @param tables what to read of each table
 */
public record StatementPlan(Resolution resolution, Map<RelationKey, PlannedTable> tables) {

  /** Data files of all tables that are read. */
  public int filesRead() {
    return tables.values().stream().mapToInt(table -> table.files().size()).sum();
  }

  /** Data files of all pinned snapshots. */
  public int filesTotal() {
    return tables.values().stream().mapToInt(PlannedTable::filesTotal).sum();
  }

  /** Rows of all pinned snapshots. */
  public long rowsTotal() {
    return tables.values().stream().mapToLong(PlannedTable::rowsTotal).sum();
  }
}
