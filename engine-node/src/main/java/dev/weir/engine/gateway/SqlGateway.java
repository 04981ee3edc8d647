package dev.weir.engine.gateway;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.result.BatchSink;
import dev.weir.engine.result.ResultSpool;
import dev.weir.engine.sql.StatementParser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The door for SQL of this node. It makes the context of each query, keeps track of it, and leaves
 * its life to {@link QueryLife}.
 */
public final class SqlGateway implements EngineGateway, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SqlGateway.class.getName());
  private static final long TELL_EVERY_MILLIS = 100;
  private static final long IDLE_THREAD_SECONDS = 30;
  private static final long CLOSE_SECONDS = 5;

  private final EngineConfig config;
  private final QueryLife life;
  private final QueryRegistry registry;
  private final Statements statements;
  private final Clusters clusters;
  private final EngineMetrics metrics;
  private final ScheduledExecutorService timer;
  private final ExecutorService workers;

  /**
   * Starts the gateway of a node.
   *
   * @param sessions resolves names
   * @param clusters run queries; closed with the gateway
   * @param commands what carries out statements that are not queries
   * @param spool where results are kept
   * @param allocator of everything in Arrow
   */
  public static SqlGateway start(
      EngineConfig config,
      StatementParser parser,
      DuckSessions sessions,
      Clusters clusters,
      CommandRunner commands,
      ResultSpool spool,
      QueryHistory history,
      EngineMetrics metrics,
      BufferAllocator allocator) {
    metrics.watch(() -> demand(clusters));
    Statements statements =
        new Statements(
            commands, parser, config.statement().bytesMax(), config.caches().statementBytesMax());
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("query-timer").factory());
    QueryLife life =
        new QueryLife(config, statements, sessions, clusters, commands, spool, allocator, timer);
    QueryRegistry registry =
        new QueryRegistry(history, config.result().keptMax(), config.result().keepMillis());
    return new SqlGateway(config, life, registry, statements, clusters, metrics, timer);
  }

  private SqlGateway(
      EngineConfig config,
      QueryLife life,
      QueryRegistry registry,
      Statements statements,
      Clusters clusters,
      EngineMetrics metrics,
      ScheduledExecutorService timer) {
    this.config = config;
    this.life = life;
    this.registry = registry;
    this.statements = statements;
    this.clusters = clusters;
    this.metrics = metrics;
    this.timer = timer;
    // One thread for each query that may run or wait: the queue is the admission's, which is fair.
    this.workers =
        new ThreadPoolExecutor(
            0,
            clusters.threadsMax(),
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("query-", 0).factory());
    var unused =
        timer.scheduleWithFixedDelay(
            this::tellFollowers, TELL_EVERY_MILLIS, TELL_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public QueryHandle submit(QueryRequest request) {
    TrackedQuery query = track(request);
    try {
      workers.execute(() -> live(query, null));
      return query;
    } catch (RejectedExecutionException e) {
      registry.forget(query);
      query.stopper().end();
      throw new WeirException(
          ErrorCode.QUEUE_FULL,
          "as many queries run and wait as the cluster takes",
          "Try again in a moment, or give the cluster more nodes.",
          e);
    }
  }

  @Override
  public QueryHandle run(QueryRequest request) {
    TrackedQuery query = track(request);
    live(query, null);
    return ended(query);
  }

  @Override
  public QueryStatus stream(QueryRequest request, BatchSink sink, Consumer<QueryHandle> started) {
    TrackedQuery query = track(request);
    started.accept(query);
    live(query, sink);
    return ended(query).status();
  }

  private static TrackedQuery ended(TrackedQuery query) {
    WeirException failure = query.failure();
    if (failure != null) {
      throw failure;
    }
    return query;
  }

  private TrackedQuery track(QueryRequest request) {
    checkRequest(request);
    TrackedQuery query = new TrackedQuery(context(request), new Stopper(timer));
    registry.add(query);
    return query;
  }

  private QueryContext context(QueryRequest request) {
    long limit = config.admission().timeoutMillisMax();
    long asked = request.timeoutMillis();
    Instant now = Instant.now();
    long millis = asked <= 0 ? limit : Math.min(asked, limit);
    return new QueryContext(QueryIds.next(), request, now, now.plusMillis(millis));
  }

  private void checkRequest(QueryRequest request) {
    statements.checkSize(request.sql());
    var unused = clusters.find(request.cluster());
  }

  /** The life of a query on this thread, whose end is always a final state. */
  private void live(TrackedQuery query, @Nullable BatchSink sink) {
    try {
      life.live(query, sink);
    } catch (WeirException e) {
      WeirException reason = query.stopper().reason();
      // Whoever cancels is told that nothing happened, unless that is not known.
      boolean undecided = e.code() == ErrorCode.COMMIT_STATE_UNKNOWN;
      query.fail(reason == null || undecided ? e : reason);
    } catch (Throwable e) {
      // Whatever it is, the query must end and the process must live.
      LOG.log(System.Logger.Level.ERROR, "query.defect query=" + query.id(), e);
      query.fail(
          new WeirException(
              e instanceof OutOfMemoryError ? ErrorCode.OUT_OF_MEMORY : ErrorCode.INTERNAL,
              "the query failed inside of Weir: " + e.getClass().getSimpleName(),
              "The log has the details under query " + query.id() + ".",
              e));
    } finally {
      query.stopper().end();
      registry.end(query);
      metrics.ended(query.status());
    }
  }

  private void tellFollowers() {
    registry.sweep();
    life.sweep();
    for (TrackedQuery query : registry.running()) {
      if (query.isFollowed() && query.status().state() == QueryState.RUNNING) {
        query.tell();
      }
    }
  }

  @Override
  public StatementDescription describe(QueryRequest request) {
    checkRequest(request);
    return life.describe(context(request));
  }

  /** What is asked of each cluster now. */
  public List<Demand> demand() {
    return demand(clusters);
  }

  /** Statements that were taken and have not ended, commands too. */
  public int running() {
    return registry.runningCount();
  }

  private static List<Demand> demand(Clusters clusters) {
    return clusters.all().stream().map(Cluster::demand).toList();
  }

  @Override
  public Optional<QueryHandle> find(String queryId, Caller caller) {
    return registry.find(queryId, caller);
  }

  @Override
  public List<QueryStatus> history(Caller caller, int limit) {
    return registry.list(caller, limit);
  }

  /** Stops what runs, and lets go of every result. */
  @Override
  public void close() {
    for (TrackedQuery query : registry.running()) {
      query
          .stopper()
          .stop(
              new WeirException(
                  ErrorCode.UNAVAILABLE, "the node is stopping", "Try again in a moment."));
    }
    workers.shutdown();
    try {
      boolean ignored = workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
    registry.clear();
    life.close();
  }
}
