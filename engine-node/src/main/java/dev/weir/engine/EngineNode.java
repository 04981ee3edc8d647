package dev.weir.engine;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.duck.DuckEngine;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.duck.FilePlaces;
import dev.weir.engine.duck.Footers;
import dev.weir.engine.duck.PolicyExpressions;
import dev.weir.engine.explain.BytesRead;
import dev.weir.engine.files.FileCache;
import dev.weir.engine.files.FileCacheMetrics;
import dev.weir.engine.gateway.EngineGateway;
import dev.weir.engine.gateway.EngineMetrics;
import dev.weir.engine.gateway.QueryHistory;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.gateway.SqlGateway;
import dev.weir.engine.plan.FilePlanner;
import dev.weir.engine.resolve.MetaClient;
import dev.weir.engine.resolve.MetadataCache;
import dev.weir.engine.resolve.RelationResolver;
import dev.weir.engine.result.ResultStore;
import dev.weir.engine.result.ResultStoreConfig;
import dev.weir.engine.sql.FunctionPolicy;
import dev.weir.engine.sql.StatementParser;
import dev.weir.storage.ObjectStore;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/** A node with both roles, gateway and compute: everything behind the doors for SQL. */
public final class EngineNode implements AutoCloseable {
  /** Free space that results leave on their disk. */
  private static final long DISK_RESERVE_BYTES = 512L << 20;

  private final BufferAllocator allocator;
  private final DuckEngine duck;
  private final ResultStore results;
  private final SqlGateway gateway;
  private final DuckSessions sessions;
  private final @Nullable FileCache files;

  private EngineNode(
      BufferAllocator allocator,
      DuckEngine duck,
      ResultStore results,
      SqlGateway gateway,
      DuckSessions sessions,
      @Nullable FileCache files) {
    this.allocator = allocator;
    this.duck = duck;
    this.results = results;
    this.gateway = gateway;
    this.sessions = sessions;
    this.files = files;
  }

  /**
   * What a node needs of its surroundings; all of it stays with the caller.
   *
   * @param store where the tables are
   * @param io the same for Iceberg
   * @param meta where names are resolved
   * @param commands makes the runner of everything that is not a query
   * @param history where ended queries are kept
   * @param metrics where the node's metrics are shown
   */
  public record Surroundings(
      ObjectStore store,
      FileIO io,
      MetaServiceBlockingStub meta,
      Function<SessionOpener, CommandRunner> commands,
      QueryHistory history,
      CollectorRegistry metrics) {}

  /**
   * Starts a node. Its folders are made; what an earlier process left in them is deleted.
   *
   * @throws WeirException DATA_FOLDER_UNUSABLE
   */
  public static EngineNode start(EngineConfig config, Surroundings surroundings) {
    Path folder = folderOf(surroundings.store());
    DuckEngine duck =
        DuckEngine.start(config, List.of(folder == null ? config.cacheFolder() : folder));
    FileCache files =
        folder == null
            ? FileCache.open(
                surroundings.store(), config, new FileCacheMetrics(surroundings.metrics()))
            : null;
    FilePlaces places = files == null ? FilePlaces.inPlace(surroundings.store()) : files;
    StatementParser parser = new StatementParser(duck, FunctionPolicy.standard());
    DuckSessions sessions =
        new DuckSessions(
            duck,
            parser::parse,
            new RelationResolver(
                new MetaClient(surroundings.meta()),
                new MetadataCache(surroundings.io(), config.caches().metadataBytesMax()),
                parser,
                config.statement()),
            new FilePlanner(surroundings.io(), config.caches().manifestFilesMax()),
            new PolicyExpressions(parser),
            places,
            config.caches());
    EngineMetrics metrics = new EngineMetrics(surroundings.metrics());
    metrics.watchConnections(duck::lent);
    BufferAllocator allocator = new RootAllocator();
    ResultStore results = openResults(config, allocator);
    SqlGateway gateway =
        SqlGateway.start(
            config,
            parser,
            sessions,
            new BytesRead(new Footers(duck, places, config.caches().footersMax()), places),
            surroundings.commands().apply(sessions),
            results,
            surroundings.history(),
            metrics,
            allocator);
    return new EngineNode(allocator, duck, results, gateway, sessions, files);
  }

  private static ResultStore openResults(EngineConfig config, BufferAllocator allocator) {
    EngineConfig.Result limits = config.result();
    try {
      return ResultStore.open(
          new ResultStoreConfig(
              config.resultFolder(),
              limits.bytesMax(),
              config.statement().columnsMax(),
              limits.memoryBytesMax(),
              config.caches().resultBytesMax(),
              limits.diskBytesMax(),
              DISK_RESERVE_BYTES,
              Math.max(limits.keptMax(), 1) * 10,
              limits.keepMillis()),
          allocator,
          InstantSource.system());
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          "cannot write " + config.resultFolder(),
          "Check its rights and the space on its disk.",
          e);
    }
  }

  /** The store's folder, when it is one; its files need no copies. */
  private static @Nullable Path folderOf(ObjectStore store) {
    String prefix = "file://";
    String location = store.locationOf("x");
    return location.startsWith(prefix)
        ? Path.of(location.substring(prefix.length())).getParent()
        : null;
  }

  /** The door for all parts of the process. */
  public EngineGateway gateway() {
    return gateway;
  }

  /** Sessions for Weir's own code. */
  public SessionOpener sessions() {
    return sessions;
  }

  /** The allocator of everything that the node makes in Arrow. */
  public BufferAllocator allocator() {
    return allocator;
  }

  /** Stops the queries and frees everything. */
  @Override
  public void close() {
    gateway.close();
    results.close();
    duck.close();
    if (files != null) {
      files.close();
    }
    allocator.close();
  }
}
