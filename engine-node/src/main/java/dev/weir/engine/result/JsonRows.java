package dev.weir.engine.result;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Rows of Arrow batches as one JSON array of arrays, straight from the vectors to bytes. The rules
 * for each type are those of {@link dev.weir.contracts.query.QueryHandle#writeJsonRows}; huge
 * integers (HUGEINT, UHUGEINT, BIGNUM) follow the rule of integers, bit strings and UUIDs are text,
 * intervals ISO 8601 durations. Not thread-safe.
 */
public final class JsonRows {
  private final JsonOutput out;
  private boolean first = true;

  /** Begins the array. */
  public JsonRows(OutputStream out) {
    this.out = new JsonOutput(out);
    this.out.raw('[');
  }

  /** Writes the rows {@code from} (inclusive) to {@code to} (exclusive) of a batch. */
  public void write(VectorSchemaRoot batch, int from, int to) throws IOException {
    List<JsonColumn> columns = batch.getFieldVectors().stream().map(JsonColumn::of).toList();
    for (int row = from; row < to; row++) {
      if (!first) {
        out.raw(',');
      }
      first = false;
      out.raw('[');
      for (int i = 0; i < columns.size(); i++) {
        if (i > 0) {
          out.raw(',');
        }
        columns.get(i).write(row, out);
      }
      out.raw(']');
      out.rowEnd();
    }
  }

  /** Ends the array; the stream is not closed. */
  public void end() throws IOException {
    out.raw(']');
    out.flush();
  }
}
