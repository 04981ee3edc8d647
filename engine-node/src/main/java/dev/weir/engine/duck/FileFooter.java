package dev.weir.engine.duck;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.jspecify.annotations.Nullable;

/**
 * What the footer of a Parquet file says of its row groups.
 *
 * @param rowGroups in their order
 */
public record FileFooter(List<RowGroup> rowGroups) {

  /**
   * @param bytes compressed bytes of column chunks by field id; those of a nested field count for
   *     all that it is in
   * @param values of the leaves, by field id
   */
  public record RowGroup(Map<Integer, Long> bytes, Map<Integer, Values> values) {

    /** The row group as if it were a data file, so that one evaluator judges both. */
    public DataFile asFile(Schema schema, Iterable<Integer> fields) {
      Map<Integer, Long> counts = new HashMap<>();
      Map<Integer, Long> nulls = new HashMap<>();
      Map<Integer, ByteBuffer> lower = new HashMap<>();
      Map<Integer, ByteBuffer> upper = new HashMap<>();
      long rows = 1;
      for (Integer id : fields) {
        Values known = values.get(id);
        Type type = schema.findType(id);
        if (known != null && type != null && type.isPrimitiveType()) {
          rows = Math.max(rows, known.count());
          counts.put(id, known.count());
          nulls.put(id, known.nulls());
          putBound(lower, id, type, known.min());
          putBound(upper, id, type, known.max());
        }
      }
      return DataFiles.builder(PartitionSpec.unpartitioned())
          .withPath("row-group")
          .withFormat(FileFormat.PARQUET)
          .withFileSizeInBytes(1)
          .withMetrics(new Metrics(rows, null, counts, nulls, null, lower, upper))
          .build();
    }

    private static void putBound(
        Map<Integer, ByteBuffer> bounds, int id, Type type, @Nullable String text) {
      if (text != null) {
        try {
          bounds.put(id, Conversions.toByteBuffer(type, PrintedValue.of(type, text)));
        } catch (RuntimeException unreadable) {
          // Without a bound the row group counts as one that may match.
          bounds.remove(id);
        }
      }
    }
  }

  /**
   * @param count of values, nulls included
   * @param min as the SQL engine prints it, or null when it is not known
   * @param max likewise
   */
  public record Values(long count, long nulls, @Nullable String min, @Nullable String max) {}
}
