package dev.weir.engine.gateway;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryStats;
import dev.weir.engine.result.StoredResult;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Queries that run now, by all that their answers depend on. An equal one waits for the answer
 * instead of running as well. Who waits is never harmed by the one that it waits for: when that is
 * cancelled, or fails for a reason of its own, the next one runs. Thread-safe.
 */
final class Flights {
  /** A client that takes its rows slowly holds up nobody else for longer. */
  private static final long STREAM_PATIENCE_MILLIS = 2_000;

  /** Failures that every run of the statement over the same data ends with. */
  private static final Set<ErrorCode> SHARED =
      EnumSet.of(
          ErrorCode.SYNTAX_ERROR,
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          ErrorCode.FUNCTION_NOT_ALLOWED,
          ErrorCode.COLUMN_NOT_FOUND,
          ErrorCode.TYPE_MISMATCH,
          ErrorCode.VALUE_ERROR,
          ErrorCode.TOO_MANY_COLUMNS,
          ErrorCode.PERMISSION_DENIED);

  private final Map<ResultKey, Flight> running = new HashMap<>();

  /**
   * Takes part in the flight of that key, or starts it.
   *
   * @param sql its text: places in failures are in it
   * @param streamed whether its rows go to a client as they are made
   */
  Boarding board(ResultKey key, String sql, boolean streamed) {
    synchronized (running) {
      Flight flight = running.get(key);
      boolean leads = flight == null;
      if (flight == null) {
        flight = new Flight(key, sql, streamed);
        running.put(key, flight);
      }
      flight.aboard++;
      return new Boarding(flight, leads, sql);
    }
  }

  /** How many different queries run. */
  int size() {
    synchronized (running) {
      return running.size();
    }
  }

  private static final class Flight {
    private final ResultKey key;
    private final String sql;
    private final boolean streamed;
    private final CountDownLatch end = new CountDownLatch(1);
    private int aboard;
    private ResultCache.@Nullable Entry entry;
    private @Nullable WeirException failure;
    private boolean again = true;

    Flight(ResultKey key, String sql, boolean streamed) {
      this.key = key;
      this.sql = sql;
      this.streamed = streamed;
    }
  }

  /** What a waiting query is to do. */
  enum Landing {
    /** Take the answer. */
    ANSWERED,
    /** Board again: the query that it waited for has ended for a reason of its own. */
    AGAIN,
    /** Run without waiting for anybody. */
    ALONE
  }

  /** One query's part in a flight. Closed once. */
  final class Boarding implements AutoCloseable {
    private final Flight flight;
    private final boolean leads;
    private final String sql;

    private Boarding(Flight flight, boolean leads, String sql) {
      this.flight = flight;
      this.leads = leads;
      this.sql = sql;
    }

    /** Whether this query is the one that runs. */
    boolean leads() {
      return leads;
    }

    /**
     * Waits until the query that runs has ended.
     *
     * @throws WeirException its failure, when this query would fail in the same way
     */
    Landing await() throws InterruptedException {
      if (!flight.streamed) {
        flight.end.await();
      } else if (!flight.end.await(STREAM_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return Landing.ALONE;
      }
      synchronized (running) {
        if (flight.entry != null) {
          return Landing.ANSWERED;
        }
        if (flight.failure != null && flight.sql.equals(sql)) {
          throw flight.failure;
        }
        return flight.again ? Landing.AGAIN : Landing.ALONE;
      }
    }

    /** The answer, with a reference for the caller. After {@link Landing#ANSWERED}. */
    ResultCache.Entry answer() {
      synchronized (running) {
        ResultCache.Entry entry = flight.entry;
        if (entry == null) {
          throw new IllegalStateException("there is no answer");
        }
        return new ResultCache.Entry(entry.result().retain(), entry.stats());
      }
    }

    /**
     * The query that leads has its answer.
     *
     * @param result of which the flight takes a reference of its own; null when it was not kept
     */
    void landed(@Nullable StoredResult result, QueryStats stats) {
      synchronized (running) {
        flight.again = false;
        if (result != null && flight.aboard > 1) {
          flight.entry = new ResultCache.Entry(result.retain(), stats);
        }
      }
    }

    /** The query that leads has failed, and not because it was stopped. */
    void failed(WeirException failure) {
      synchronized (running) {
        if (SHARED.contains(failure.code())) {
          flight.failure = failure;
          flight.again = false;
        }
      }
    }

    @Override
    public void close() {
      ResultCache.Entry unused = null;
      synchronized (running) {
        flight.aboard--;
        if (leads) {
          running.remove(flight.key);
          flight.end.countDown();
        }
        if (flight.aboard == 0) {
          unused = flight.entry;
          flight.entry = null;
        }
      }
      if (unused != null) {
        unused.result().close();
      }
    }
  }
}
