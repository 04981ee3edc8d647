package dev.weir.web.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.PinnedTable;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryStats;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.ResultColumn;
import dev.weir.web.api.Freshness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Writes a {@link dev.weir.web.api.RowsAnswer}: the gateway's rows are copied through as the bytes
 * that they are, so that a cached chart costs little more than the copy. Pure functions.
 */
public final class RowsEncoder {
  /** An answer may have so many bytes; larger results are paged or fetched as Arrow. */
  public static final int ANSWER_BYTES_MAX = 64 * 1024 * 1024;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter COLUMNS = MAPPER.writerFor(ResultColumn[].class);
  private static final ObjectWriter STATS = MAPPER.writerFor(QueryStats.class);
  private static final ObjectWriter FRESHNESS = MAPPER.writerFor(Freshness.class);

  private RowsEncoder() {}

  /**
   * @param handle of a query that succeeded
   * @param rowsMax rows that the query was allowed
   * @throws WeirException RESULT_TOO_LARGE; QUERY_NOT_FOUND when the result has expired
   */
  public static EncodedRows encode(QueryHandle handle, int rowsMax) {
    QueryStatus status = handle.status();
    QueryStats stats = status.stats();
    LimitedBytes out = new LimitedBytes(ANSWER_BYTES_MAX);
    try {
      text(out, "{\"columns\":");
      out.write(COLUMNS.writeValueAsBytes(status.columns().toArray(ResultColumn[]::new)));
      text(out, ",\"rows\":");
      handle.writeJsonRows(0, rowsMax, out);
      text(out, ",\"truncated\":" + stats.truncated() + ",\"stats\":");
      out.write(STATS.writeValueAsBytes(stats));
      text(out, ",\"queryId\":");
      out.write(MAPPER.writeValueAsBytes(handle.id()));
      text(out, ",\"freshness\":");
      out.write(FRESHNESS.writeValueAsBytes(freshness(stats)));
      text(out, "}");
    } catch (LimitedBytes.Overflow e) {
      throw new WeirException(
          ErrorCode.RESULT_TOO_LARGE,
          "The answer is larger than " + ANSWER_BYTES_MAX / (1024 * 1024) + " MB.",
          "Aggregate in the query or lower the chart's limit.",
          e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the records of a status can always be written", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EncodedRows(out.toByteArray(), stats.cacheHit());
  }

  private static Freshness freshness(QueryStats stats) {
    List<PinnedTable> tables = stats.tables();
    Long newest =
        tables.stream()
            .map(PinnedTable::committedEpochMillis)
            .filter(Objects::nonNull)
            .max(Long::compare)
            .orElse(null);
    return new Freshness(newest, stats.cacheHit());
  }

  private static void text(LimitedBytes out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes in memory, up to a limit. */
  private static final class LimitedBytes extends java.io.OutputStream {
    private static final int FIRST = 16 * 1024;
    private final int limit;
    private byte[] bytes = new byte[FIRST];
    private int length;

    LimitedBytes(int limit) {
      this.limit = limit;
    }

    static final class Overflow extends IOException {
      private static final long serialVersionUID = 1L;
    }

    @Override
    public void write(int one) throws IOException {
      reserve(1);
      bytes[length++] = (byte) one;
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
      reserve(count);
      System.arraycopy(from, offset, bytes, length, count);
      length += count;
    }

    byte[] toByteArray() {
      return Arrays.copyOf(bytes, length);
    }

    private void reserve(int count) throws IOException {
      if (count > limit - length) {
        throw new Overflow();
      }
      if (length + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + count, bytes.length * 2)));
      }
    }
  }
}
