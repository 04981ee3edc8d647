package dev.weir.engine.gateway;

import dev.weir.engine.plan.PlannedTable;
import dev.weir.engine.plan.StatementPlan;
import org.apache.iceberg.ContentFile;

/**
 * What a query's plan comes to.
 *
 * @param filesRead data files that are read
 * @param filesTotal data files of the pinned snapshots
 * @param rowsPlanned rows of the files that are read
 * @param rowsTotal rows of all files of the pinned snapshots
 */
public record PlanTotals(int filesRead, int filesTotal, long rowsPlanned, long rowsTotal) {

  /** Those of {@code plan}. */
  public static PlanTotals of(StatementPlan plan) {
    return new PlanTotals(plan.filesRead(), plan.filesTotal(), rows(plan), plan.rowsTotal());
  }

  private static long rows(StatementPlan plan) {
    long rows = 0;
    for (PlannedTable table : plan.tables().values()) {
      rows += table.files().stream().mapToLong(ContentFile::recordCount).sum();
    }
    return rows;
  }
}
