package dev.weir.engine.gateway;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.result.BatchSink;
import java.io.IOException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Counts what passes, and ends the query when the row limit is reached. */
final class LimitedSink implements BatchSink {
  /** The limit was reached: the rest of the result is not wanted. */
  static final class Enough extends IOException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("row limit reached");
    }
  }

  private final BatchSink sink;
  private final long rowsMax;
  private final int columnsMax;
  private final TrackedQuery query;
  private long rows;
  private long bytes;

  /**
   * @param rowsMax 0: no limit
   */
  LimitedSink(BatchSink sink, long rowsMax, int columnsMax, TrackedQuery query) {
    this.sink = sink;
    this.rowsMax = rowsMax;
    this.columnsMax = columnsMax;
    this.query = query;
  }

  @Override
  public void start(Schema schema) throws IOException {
    if (schema.getFields().size() > columnsMax) {
      throw new WeirException(
          ErrorCode.TOO_MANY_COLUMNS,
          "the result has " + schema.getFields().size() + " columns, more than " + columnsMax,
          "Name the columns that are needed instead of *.");
    }
    sink.start(schema);
  }

  @Override
  public void batch(VectorSchemaRoot batch) throws IOException {
    query.stopper().check();
    int count = batch.getRowCount();
    if (rowsMax > 0 && rows + count > rowsMax) {
      int kept = (int) (rowsMax - rows);
      if (kept > 0) {
        try (VectorSchemaRoot head = batch.slice(0, kept)) {
          pass(head);
        }
      }
      query.meter().truncated();
      throw new Enough();
    }
    pass(batch);
  }

  @Override
  public void end() throws IOException {
    sink.end();
  }

  private void pass(VectorSchemaRoot batch) throws IOException {
    sink.batch(batch);
    rows += batch.getRowCount();
    for (FieldVector vector : batch.getFieldVectors()) {
      bytes += vector.getBufferSize();
    }
    query.meter().returned(rows, bytes);
  }
}
