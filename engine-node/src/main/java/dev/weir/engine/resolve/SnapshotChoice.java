package dev.weir.engine.resolve;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import java.time.Instant;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/** Which snapshot of a table a pin means. Pure. */
final class SnapshotChoice {
  private SnapshotChoice() {}

  static ResolvedTable choose(RelationName name, Policy policy, TableMetadata table, Pin pin) {
    if (pin.equals(Pin.NOW)) {
      return new ResolvedTable(name, policy, pin, table, table.schema(), table.currentSnapshot());
    }
    Long id = pin.snapshotId() != null ? pin.snapshotId() : snapshotAt(table, pin.epochMillis());
    Snapshot snapshot = id == null ? null : table.snapshot(id);
    if (snapshot == null) {
      throw new WeirException(
          ErrorCode.VALUE_ERROR,
          pin.snapshotId() != null
              ? "table " + name + " has no snapshot " + pin.snapshotId()
              : "table " + name + " had no snapshot at " + Instant.ofEpochMilli(pin.epochMillis()),
          earliest(table));
    }
    Integer schemaId = snapshot.schemaId();
    Schema schema = schemaId == null ? null : table.schemasById().get(schemaId);
    return new ResolvedTable(
        name, policy, pin, table, schema == null ? table.schema() : schema, snapshot);
  }

  private static @Nullable Long snapshotAt(TableMetadata table, @Nullable Long epochMillis) {
    Long found = null;
    for (HistoryEntry entry : table.snapshotLog()) {
      if (epochMillis != null && entry.timestampMillis() <= epochMillis) {
        found = entry.snapshotId();
      }
    }
    return found;
  }

  private static String earliest(TableMetadata table) {
    return table.snapshotLog().isEmpty()
        ? "It has no snapshots yet."
        : "Its first one is "
            + table.snapshotLog().getFirst().snapshotId()
            + " of "
            + Instant.ofEpochMilli(table.snapshotLog().getFirst().timestampMillis())
            + ".";
  }
}
