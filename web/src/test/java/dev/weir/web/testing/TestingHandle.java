package dev.weir.web.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import dev.weir.contracts.query.PinnedTable;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStats;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.ResultColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A query that has succeeded, with its rows as JSON. */
final class TestingHandle implements QueryHandle {
  static final long SNAPSHOT_MILLIS = 1_700_000_000_000L;

  private static final ObjectMapper MAPPER = new ObjectMapper().setDateFormat(new StdDateFormat());
  private static final AtomicLong IDS = new AtomicLong();

  private final String id;
  private final QueryStatus status;
  private final byte[] json;

  private TestingHandle(String id, QueryStatus status, byte[] json) {
    this.id = id;
    this.status = status;
    this.json = json;
  }

  static TestingHandle of(
      QueryRequest request,
      List<ResultColumn> columns,
      List<List<Object>> rows,
      boolean truncated) {
    List<List<Object>> plain =
        rows.stream()
            .map(
                row ->
                    row.stream()
                        .map(
                            value ->
                                value == null || value instanceof Number || value instanceof Boolean
                                    ? value
                                    : value.toString())
                        .toList())
            .map(row -> (List<Object>) new java.util.ArrayList<Object>(row))
            .toList();
    try {
      String id = "q-" + IDS.incrementAndGet();
      return new TestingHandle(
          id, status(id, request, columns, truncated, false), MAPPER.writeValueAsBytes(plain));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  TestingHandle asHit() {
    String hitId = "q-" + IDS.incrementAndGet();
    QueryStats stats = status.stats();
    return new TestingHandle(
        hitId,
        new QueryStatus(
            hitId,
            status.sql(),
            status.principal(),
            status.origin(),
            status.state(),
            status.statementKind(),
            status.columns(),
            stats(stats.truncated(), true),
            null,
            status.submittedEpochMillis()),
        json);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public QueryStatus status() {
    return status;
  }

  @Override
  public QueryStatus await() {
    return status;
  }

  @Override
  public Subscription follow(Consumer<QueryStatus> listener) {
    listener.accept(status);
    return () -> {};
  }

  @Override
  public void cancel() {}

  @Override
  public void writeJsonRows(long offset, int rowsMax, OutputStream out) throws IOException {
    out.write(json);
  }

  @Override
  public void writeArrow(OutputStream out) {
    throw new UnsupportedOperationException("web never asks for Arrow");
  }

  private static QueryStatus status(
      String id, QueryRequest request, List<ResultColumn> columns, boolean truncated, boolean hit) {
    return new QueryStatus(
        id,
        request.sql(),
        request.caller().principal(),
        request.origin(),
        QueryState.SUCCEEDED,
        "SELECT",
        columns,
        stats(truncated, hit),
        null,
        SNAPSHOT_MILLIS);
  }

  private static QueryStats stats(boolean truncated, boolean hit) {
    return new QueryStats(
        hit,
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        1,
        1,
        100,
        truncated,
        List.of(
            new PinnedTable("default.flights", "7", SNAPSHOT_MILLIS - 1),
            new PinnedTable("default.airports", "8", SNAPSHOT_MILLIS)));
  }
}
