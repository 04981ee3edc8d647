package dev.weir.engine.flight;

import dev.weir.engine.result.BatchSink;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads how many rows a statement changed from its answer: the one column {@code count}. */
final class UpdateCount implements BatchSink {
  private boolean counts;
  private long rows;

  /** Rows that were changed; 0 for a statement that changes none, as DDL does. */
  long rows() {
    return rows;
  }

  @Override
  public void start(Schema schema) {
    if (schema.getFields().size() == 1) {
      Field only = schema.getFields().getFirst();
      counts = only.getName().equalsIgnoreCase("count") && only.getType() instanceof ArrowType.Int;
    }
  }

  @Override
  public void batch(VectorSchemaRoot batch) {
    if (counts && batch.getVector(0) instanceof BaseIntVector values) {
      for (int row = 0; row < batch.getRowCount(); row++) {
        rows += batch.getVector(0).isNull(row) ? 0 : values.getValueAsLong(row);
      }
    }
  }
}
