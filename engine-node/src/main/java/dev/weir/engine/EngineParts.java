package dev.weir.engine;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.duck.DuckEngine;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.duck.FilePlaces;
import dev.weir.engine.duck.Footers;
import dev.weir.engine.duck.PolicyExpressions;
import dev.weir.engine.explain.BytesRead;
import dev.weir.engine.files.FileCache;
import dev.weir.engine.files.FileCacheMetrics;
import dev.weir.engine.gateway.EngineMetrics;
import dev.weir.engine.gateway.LocalRunner;
import dev.weir.engine.plan.FilePlanner;
import dev.weir.engine.resolve.MetadataCache;
import dev.weir.engine.resolve.RelationResolver;
import dev.weir.engine.resolve.RelationSource;
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
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/**
 * What a node of every role is made of: the SQL engine, and what reads, resolves, plans and opens
 * statements for it.
 */
final class EngineParts implements AutoCloseable {
  /** Free space that results leave on their disk. */
  private static final long DISK_RESERVE_BYTES = 512L << 20;

  private final EngineConfig config;
  private final DuckEngine duck;
  private final StatementParser parser;
  private final DuckSessions sessions;
  private final BytesRead bytesRead;
  private final @Nullable FileCache files;
  private final BufferAllocator allocator = new RootAllocator();

  private EngineParts(
      EngineConfig config,
      DuckEngine duck,
      StatementParser parser,
      DuckSessions sessions,
      BytesRead bytesRead,
      @Nullable FileCache files) {
    this.config = config;
    this.duck = duck;
    this.parser = parser;
    this.sessions = sessions;
    this.bytesRead = bytesRead;
    this.files = files;
  }

  /**
   * Starts them. Their folders are made; what an earlier process left in them is deleted.
   *
   * @param relations where names are resolved
   * @throws WeirException DATA_FOLDER_UNUSABLE
   */
  static EngineParts start(
      EngineConfig config,
      ObjectStore store,
      FileIO io,
      RelationSource relations,
      CollectorRegistry metrics) {
    Path folder = folderOf(store);
    DuckEngine duck =
        DuckEngine.start(config, List.of(folder == null ? config.cacheFolder() : folder));
    FileCache files =
        folder == null ? FileCache.open(store, config, new FileCacheMetrics(metrics)) : null;
    FilePlaces places = files == null ? FilePlaces.inPlace(store) : files;
    StatementParser parser = new StatementParser(duck, FunctionPolicy.standard());
    EngineConfig.Caches caches = config.caches();
    DuckSessions sessions =
        new DuckSessions(
            duck,
            parser::parse,
            new RelationResolver(
                relations,
                new MetadataCache(io, caches.metadataBytesMax()),
                parser,
                config.statement()),
            new FilePlanner(io, caches.manifestFilesMax()),
            new PolicyExpressions(parser),
            places,
            caches);
    EngineMetrics.watchConnections(metrics, duck::lent);
    BytesRead bytesRead = new BytesRead(new Footers(duck, places, caches.footersMax()), places);
    return new EngineParts(config, duck, parser, sessions, bytesRead, files);
  }

  /** The store's folder, when it is one; its files need no copies. */
  private static @Nullable Path folderOf(ObjectStore store) {
    String prefix = "file://";
    String location = store.locationOf("x");
    return location.startsWith(prefix)
        ? Path.of(location.substring(prefix.length())).getParent()
        : null;
  }

  /** Where results are kept; the caller closes it. */
  ResultStore openResults() {
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

  /** Runs queries here; the caller closes it. */
  LocalRunner newRunner() {
    return new LocalRunner(sessions, bytesRead, allocator, config.sqlEngine().threads());
  }

  StatementParser parser() {
    return parser;
  }

  DuckSessions sessions() {
    return sessions;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  @Override
  public void close() {
    duck.close();
    if (files != null) {
      files.close();
    }
    allocator.close();
  }
}
