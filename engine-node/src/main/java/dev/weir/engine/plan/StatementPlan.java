package dev.weir.engine.plan;

import dev.weir.engine.resolve.RelationKey;
import dev.weir.engine.resolve.Resolution;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;

/**
 * What a statement has to read.
 *
 * @param resolution its relations
 * @param tables what to read of each table
 */
public record StatementPlan(Resolution resolution, Map<RelationKey, PlannedTable> tables) {

  /** The data files that are read; one that two states of a table share is there twice. */
  public List<DataFile> files() {
    return tables.values().stream().flatMap(table -> table.files().stream()).toList();
  }

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
