package dev.weir.local.role;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.config.FlightConfig;
import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.config.WriteConfig;
import dev.weir.contracts.meta.MetaAuthenticator;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.engine.EngineNode;
import dev.weir.engine.GatewayNode;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.command.run.ClusterDirectory;
import dev.weir.engine.command.run.Statements;
import dev.weir.engine.compute.NodeAccess;
import dev.weir.engine.door.QueryDoor;
import dev.weir.engine.flight.FlightSqlDoor;
import dev.weir.engine.flight.MetaRelationCatalog;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.history.HistoryLog;
import dev.weir.engine.resolve.MetaClient;
import dev.weir.engine.resolve.MetadataCache;
import dev.weir.engine.scaling.DemandService;
import dev.weir.engine.scaling.ScalerDoor;
import dev.weir.engine.upload.LocalUploads;
import dev.weir.engine.upload.UploadFolder;
import dev.weir.engine.write.Catalogs;
import dev.weir.engine.write.DataStatements;
import dev.weir.engine.write.MetaCalls;
import dev.weir.engine.write.TableAccess;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.ObjectStores;
import dev.weir.storage.iceberg.ObjectStoreFileIO;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.rest.RESTCatalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway: Flight SQL for clients, gRPC for the other parts. */
public final class GatewayPod implements ProcessParts {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayPod.class);
  private static final String EVERYWHERE = "0.0.0.0";

  /** Small: it writes, and holds what it streams. */
  private static final int MEMORY_PERCENT = 20;

  private static final long CACHE_DEFAULT = 10L << 30;

  /** What a ComputeCluster lets a node run when nothing else is said. */
  private static final int RUNNING_OF_NODE = 8;

  /** Web servers ask at once for what a query gave; people look at the next page for longer. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private static final Duration DRAIN = Duration.ofSeconds(PodEnvironment.GATEWAY_DRAIN_SECONDS);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final MetaLink meta;
  private final GatewayNode engine;
  private final FlightSqlDoor flight;
  private final LocalUploads uploads;
  private final QueryDoor door;

  private GatewayPod(PodVariables variables, CollectorRegistry metrics, String version)
      throws IOException {
    Path data = Path.of(variables.required(PodEnvironment.DATA));
    String metaTarget = variables.required(PodEnvironment.META_TARGET);
    String metaUrl = variables.required(PodEnvironment.META_URL);
    long memory = variables.sqlMemory(MEMORY_PERCENT);
    int threads = Runtime.getRuntime().availableProcessors();
    StorageConfig storage = variables.storage();
    String adminToken = variables.adminToken();
    String secret = variables.partSecret();
    PartToken token = variables.partToken();
    PartTls tls = variables.tls();
    String computeName = tls == null ? "" : variables.required(PodEnvironment.COMPUTE_NAME);
    String cluster = variables.optional(PodEnvironment.DEFAULT_CLUSTER, "default");
    EngineConfig config = config(data.resolve("scratch"), threads, memory, cluster, variables);
    variables.check();
    ObjectStore store =
        keep(Patience.untilThere("the object store", () -> ObjectStores.open(storage)));
    FileIO io = new ObjectStoreFileIO(store);
    this.meta = keep(MetaLink.to(metaTarget, token, tls));
    RESTCatalog catalog =
        keep(RemoteCatalog.open(metaUrl, adminToken, storage, variables.tlsFolder()));
    UploadFolder folder =
        UploadFolder.open(
            data.resolve("uploads"), UploadFolder.BYTES_MAX, UploadFolder.DISK_RESERVE_BYTES);
    WriteConfig writes = WriteConfig.defaults(data.resolve("scratch"), threads, memory);
    this.engine =
        keep(
            GatewayNode.start(
                config,
                new EngineNode.Surroundings(
                    store,
                    io,
                    meta.stub(),
                    sessions -> commands(writes, store, catalog, folder, sessions),
                    keep(HistoryLog.open(data.resolve("history"))),
                    metrics),
                new NodeAccess(() -> secret, tls, computeName),
                name -> name.equals(cluster) || clusters(variables).contains(name)));
    this.uploads = new LocalUploads(engine.gateway(), folder);
    this.flight =
        keep(
            FlightSqlDoor.start(
                FlightConfig.defaults(PodEnvironment.FLIGHT_PORT).withHost(EVERYWHERE),
                engine.gateway(),
                new MetaRelationCatalog(
                    new MetaClient(meta.stub()),
                    new MetadataCache(io, config.caches().metadataBytesMax())),
                authenticator(),
                engine.allocator(),
                version));
    this.door =
        keep(
            QueryDoor.open(
                new MetaConfig.Listen(EVERYWHERE, PodEnvironment.PARTS_PORT, token, tls),
                token,
                engine.gateway(),
                uploads,
                new DemandService(engine.watch())));
    keep(
        ScalerDoor.open(
            new MetaConfig.Listen(EVERYWHERE, PodEnvironment.SCALER_PORT), engine.watch()));
  }

  /** Starts the gateway; meta's catalog and the object store must answer. */
  public static GatewayPod start(
      PodVariables variables, CollectorRegistry metrics, String version) {
    try {
      return new GatewayPod(variables, metrics, version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EngineConfig config(
      Path scratch, int threads, long memory, String cluster, PodVariables variables) {
    EngineConfig defaults = EngineConfig.defaults(scratch, threads, memory).withCluster(cluster);
    EngineConfig.Admission admission = defaults.admission();
    return defaults
        .withAdmission(
            new EngineConfig.Admission(
                (int) variables.number(PodEnvironment.QUERIES_RUNNING_MAX, RUNNING_OF_NODE),
                (int) variables.number(PodEnvironment.QUERIES_QUEUED_MAX, admission.queuedMax()),
                admission.timeoutMillisMax()))
        .withCaches(
            defaults
                .caches()
                .withFileBytesMax(variables.number(PodEnvironment.CACHE_BYTES, CACHE_DEFAULT)));
  }

  /** As the operator says at this moment. */
  private static List<String> clusters(PodVariables variables) {
    return variables
        .file(PodEnvironment.CLUSTERS_FOLDER, PodEnvironment.CLUSTER_NAMES_FILE)
        .lines()
        .toList();
  }

  private List<ClusterDirectory.Cluster> clusters() {
    return engine.demand().stream()
        .map(
            demand ->
                new ClusterDirectory.Cluster(
                    demand.cluster(),
                    demand.nodes(),
                    demand.nodes() > 0 ? "Running" : "Suspended",
                    demand.running(),
                    demand.queued()))
        .toList();
  }

  private CommandRunner commands(
      WriteConfig config,
      ObjectStore store,
      RESTCatalog catalog,
      UploadFolder folder,
      SessionOpener sessions) {
    MetaCalls calls = new MetaCalls(meta.stub());
    Catalogs catalogs = caller -> catalog;
    try {
      DataStatements data =
          keep(
              DataStatements.open(
                  config, store, catalogs, new TableAccess(calls), sessions, folder));
      return new Statements(data, catalogs, calls, sessions, this::clusters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  @Override
  public MetaServiceBlockingStub meta() {
    return meta.stub();
  }

  @Override
  public Authenticator authenticator() {
    return new MetaAuthenticator(meta.stub());
  }

  @Override
  public QueryGateway gateway() {
    return engine.gateway();
  }

  @Override
  public FileUploads uploads() {
    return uploads;
  }

  @Override
  public boolean servesWithoutMeta() {
    return true;
  }

  @Override
  public List<PartStatus> check() {
    int port = flight.port();
    return List.of(
        meta.state(),
        new PartStatus("Flight SQL", port > 0, port > 0 ? "port " + port : "not listening"));
  }

  /** Lets queries come to their end, and their results be fetched. */
  @Override
  public void close() {
    flight.leave();
    if (!door.drain(engine::running, QUIET, DRAIN)) {
      LOG.atWarn().addKeyValue("queries", engine.running()).log("queries are cut off");
    }
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
