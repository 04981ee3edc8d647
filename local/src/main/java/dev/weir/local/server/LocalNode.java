package dev.weir.local.server;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.config.FlightConfig;
import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.config.WriteConfig;
import dev.weir.contracts.meta.MetaAuthenticator;
import dev.weir.contracts.meta.MetaPatience;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.engine.EngineNode;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.command.run.ClusterDirectory;
import dev.weir.engine.command.run.Statements;
import dev.weir.engine.flight.FlightSqlDoor;
import dev.weir.engine.flight.MetaRelationCatalog;
import dev.weir.engine.gateway.QueryHistory;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.history.HistoryLog;
import dev.weir.engine.resolve.MetaClient;
import dev.weir.engine.resolve.MetadataCache;
import dev.weir.engine.upload.LocalUploads;
import dev.weir.engine.upload.UploadFolder;
import dev.weir.engine.write.Catalogs;
import dev.weir.engine.write.DataStatements;
import dev.weir.engine.write.MetaCalls;
import dev.weir.engine.write.TableAccess;
import dev.weir.local.folder.DataFolder;
import dev.weir.local.folder.FolderLock;
import dev.weir.local.folder.ProcessRecord;
import dev.weir.local.role.MetaLink;
import dev.weir.local.role.PartStatus;
import dev.weir.local.role.ProcessParts;
import dev.weir.meta.MetaNode;
import dev.weir.meta.rest.IcebergRestRouter;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.folder.FolderObjectStore;
import dev.weir.storage.iceberg.ObjectStoreFileIO;
import dev.weir.web.catalog.CatalogAccess;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.apache.iceberg.io.FileIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the all-in-one process but web, started in the order in which they need one another
 * and stopped in the opposite one.
 */
public final class LocalNode implements ProcessParts {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);
  private static final int THREADS_MIN = 2;
  private static final long SQL_MEMORY_MIN = 1L << 30;
  private static final long SQL_MEMORY_MAX = 8L << 30;
  private static final int MEMORY_SHARE = 4;
  private static final String CLUSTER = "default";
  private static final String TENANT = "default";
  private static final Caller SERVICE = new Caller(TENANT, "admin", "Weir", List.of(), true);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final DataFolder folder;
  private final CollectorRegistry metrics;
  private final String adminToken;
  private final ObjectStore store;
  private final FileIO io;
  private final Future<HistoryLog> history;
  private final MetaNode metaNode;
  private final MetaServiceBlockingStub metaService;
  private final UploadFolder uploadFolder;
  private final EngineNode engine;
  private final FlightSqlDoor flight;

  /**
   * What the process has one of, and what a node that is to fail is given instead.
   *
   * @param metrics where the node's metrics are shown
   * @param store puts something between the node and its object store
   * @param history puts something between the engine and its history
   */
  record Surroundings(
      CollectorRegistry metrics,
      UnaryOperator<ObjectStore> store,
      UnaryOperator<QueryHistory> history) {}

  private LocalNode(DataFolder folder, int flightPort, String version, Surroundings surroundings)
      throws IOException {
    this.folder = folder;
    this.metrics = surroundings.metrics();
    folder.prepare();
    keep(FolderLock.take(folder));
    String token = folder.ensureAdminToken();
    this.store = keep(surroundings.store().apply(FolderObjectStore.open(folder.objects())));
    this.io = new ObjectStoreFileIO(store);
    // Reading the history takes as long as starting meta; each has a core.
    this.history = keepLater(() -> HistoryLog.open(folder.history()));
    this.metaNode =
        keep(
            MetaNode.start(
                MetaConfig.single(folder.meta(), MetaConfig.Bootstrap.standard(token)), store));
    this.metaService =
        MetaServiceGrpc.newBlockingStub(metaNode.inProcessChannel())
            .withInterceptors(new MetaPatience());
    this.adminToken = AdminAccess.ensure(folder, metaService, SERVICE, token);
    this.uploadFolder =
        UploadFolder.open(
            folder.scratch().resolve("uploads"),
            UploadFolder.BYTES_MAX,
            UploadFolder.DISK_RESERVE_BYTES);
    this.engine = keep(startEngine(surroundings.history()));
    this.flight = keep(openFlight(flightPort, version));
  }

  /**
   * Starts everything but HTTP.
   *
   * @param flightPort 0: any free one
   */
  static LocalNode start(
      DataFolder folder, int flightPort, String version, Surroundings surroundings)
      throws IOException {
    return new LocalNode(folder, flightPort, version, surroundings);
  }

  private EngineNode startEngine(UnaryOperator<QueryHistory> between) throws IOException {
    int threads = Math.max(THREADS_MIN, Runtime.getRuntime().availableProcessors());
    long memory = sqlMemory();
    return EngineNode.start(
        EngineConfig.defaults(folder.scratch(), threads, memory),
        new EngineNode.Surroundings(
            store,
            io,
            metaService,
            sessions -> commands(sessions, threads, memory),
            between.apply(await(history)),
            metrics));
  }

  private CommandRunner commands(SessionOpener sessions, int threads, long memory) {
    MetaCalls calls = new MetaCalls(metaService);
    Catalogs catalogs = caller -> metaNode.catalog(caller.tenant());
    DataStatements data;
    try {
      data =
          keep(
              DataStatements.open(
                  // Nobody but this process can still be committing what is found at its start.
                  WriteConfig.defaults(folder.scratch(), threads, memory).withOrphanAgeMillis(0),
                  store,
                  catalogs,
                  new TableAccess(calls),
                  sessions,
                  uploadFolder));
      int swept = data.sweepOrphans(SERVICE);
      if (swept > 0) {
        LOG.info("removed {} data files of writes that never ended", swept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ClusterDirectory clusters =
        () -> List.of(new ClusterDirectory.Cluster(CLUSTER, 1, "Running", 0, 0));
    return new Statements(data, catalogs, calls, sessions, clusters);
  }

  private FlightSqlDoor openFlight(int port, String version) throws IOException {
    EngineConfig.Caches caches =
        EngineConfig.defaults(folder.scratch(), THREADS_MIN, SQL_MEMORY_MIN).caches();
    return FlightSqlDoor.start(
        FlightConfig.defaults(port),
        engine.gateway(),
        new MetaRelationCatalog(
            new MetaClient(metaService), new MetadataCache(io, caches.metadataBytesMax())),
        authenticator(),
        engine.allocator(),
        version);
  }

  /** A quarter of the machine, so that the laptop stays usable. */
  private static long sqlMemory() {
    var system =
        (com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return Math.clamp(system.getTotalMemorySize() / MEMORY_SHARE, SQL_MEMORY_MIN, SQL_MEMORY_MAX);
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  /** Starts a part on a thread of its own; it is stopped like the others. */
  private <T extends AutoCloseable> Future<T> keepLater(Callable<T> starter) {
    FutureTask<T> part = new FutureTask<>(starter);
    Thread.ofPlatform().daemon().start(part);
    started.push(() -> await(part).close());
    return part;
  }

  private static <T> T await(Future<T> part) throws IOException {
    try {
      return part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting", e);
    }
  }

  DataFolder folder() {
    return folder;
  }

  String adminToken() {
    return adminToken;
  }

  ObjectStore store() {
    return store;
  }

  MetaNode metaNode() {
    return metaNode;
  }

  @Override
  public MetaServiceBlockingStub meta() {
    return metaService;
  }

  @Override
  public Authenticator authenticator() {
    return new MetaAuthenticator(metaService);
  }

  @Override
  public QueryGateway gateway() {
    return engine.gateway();
  }

  @Override
  public FileUploads uploads() {
    return new LocalUploads(engine.gateway(), uploadFolder);
  }

  @Override
  public IcebergRestRouter icebergRest() {
    return metaNode.icebergRest();
  }

  @Override
  public CatalogAccess catalog() {
    return () -> metaNode.catalog(TENANT);
  }

  @Override
  public DatabaseConfig database() {
    try {
      Files.createDirectories(folder.database());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DatabaseConfig.onDisk(folder.database());
  }

  @Override
  public List<PartStatus> check() {
    int port = flight.port();
    return List.of(
        MetaLink.state(metaService),
        new PartStatus("Flight SQL", port > 0, port > 0 ? "port " + port : "not listening"));
  }

  EngineNode engine() {
    return engine;
  }

  UploadFolder uploadFolder() {
    return uploadFolder;
  }

  int flightPort() {
    return flight.port();
  }

  /** Tells other commands how to reach this process, once its HTTP door is open. */
  void announce(int httpPort) {
    new ProcessRecord(
            ProcessHandle.current().pid(), httpPort, flightPort(), System.currentTimeMillis())
        .write(folder);
  }

  @Override
  public void close() {
    ProcessRecord.remove(folder);
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
