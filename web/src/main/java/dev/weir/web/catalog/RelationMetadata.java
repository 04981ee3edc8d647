package dev.weir.web.catalog;

import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.view.View;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of a relation says, at one immutable location.
 *
 * @param table null for a view; never refreshed, so it stays what it is
 * @param view null for a table
 */
record RelationMetadata(@Nullable Table table, @Nullable View view) {

  /** The current columns. */
  Schema schema() {
    if (table != null) {
      return table.schema();
    }
    if (view != null) {
      return view.schema();
    }
    throw new IllegalStateException("neither table nor view");
  }

  /** Names of the columns of the primary key, in key order; empty for a view. */
  List<String> primaryKey() {
    Schema schema = schema();
    return schema.columns().stream()
        .filter(column -> schema.identifierFieldIds().contains(column.fieldId()))
        .map(Types.NestedField::name)
        .toList();
  }
}
