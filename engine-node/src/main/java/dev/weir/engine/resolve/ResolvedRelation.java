package dev.weir.engine.resolve;

import dev.weir.contracts.meta.v1.Policy;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/** A relation as one statement reads it. Immutable. */
public sealed interface ResolvedRelation {

  /** As the catalog spells it. */
  RelationName name();

  /** What the caller may see of it. */
  Policy policy();

  /** Which state of it, or of what is behind it, is read. */
  Pin pin();

  /** Changes whenever an answer that reads the relation may change. */
  String version();

  /**
   * A table at one snapshot.
   *
   * @param metadata as of now, whatever the pin
   * @param schema of that snapshot
   * @param snapshot null for a table that never had one
   */
  record ResolvedTable(
      RelationName name,
      Policy policy,
      Pin pin,
      TableMetadata metadata,
      Schema schema,
      @Nullable Snapshot snapshot)
      implements ResolvedRelation {
    @Override
    public String version() {
      return metadata.uuid()
          + ':'
          + (snapshot == null ? "none" : snapshot.snapshotId())
          + ':'
          + schema.schemaId();
    }
  }

  /**
   * A view.
   *
   * @param definition what it says
   */
  record ResolvedView(RelationName name, Policy policy, Pin pin, ViewDefinition definition)
      implements ResolvedRelation {
    @Override
    public String version() {
      return definition.metadataLocation();
    }
  }
}
