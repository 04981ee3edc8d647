package dev.weir.engine.plan;

import java.util.List;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** Which column of one table a name in an expression means. */
@FunctionalInterface
interface ColumnScope {

  /** The column, or null when the name means something else, or may. */
  @Nullable NestedField find(List<String> names);
}
