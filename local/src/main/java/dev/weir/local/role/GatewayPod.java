package dev.weir.local.role;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.config.FlightConfig;
import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.config.WriteConfig;
import dev.weir.contracts.meta.MetaAuthenticator;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.engine.EngineNode;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.command.run.Statements;
import dev.weir.engine.door.QueryDoor;
import dev.weir.engine.flight.FlightSqlDoor;
import dev.weir.engine.flight.MetaRelationCatalog;
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
import dev.weir.storage.ObjectStore;
import dev.weir.storage.ObjectStores;
import dev.weir.storage.iceberg.ObjectStoreFileIO;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
  private static final long MEMORY_DEFAULT = 1L << 30;

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final MetaLink meta;
  private final EngineNode engine;
  private final FlightSqlDoor flight;
  private final LocalUploads uploads;

  private GatewayPod(PodVariables variables, CollectorRegistry metrics, String version)
      throws IOException {
    Path data = Path.of(variables.required(PodEnvironment.DATA));
    String metaTarget = variables.required(PodEnvironment.META_TARGET);
    String metaUrl = variables.required(PodEnvironment.META_URL);
    long memory = variables.number(PodEnvironment.SQL_MEMORY, MEMORY_DEFAULT);
    StorageConfig storage = variables.storage();
    String adminToken = variables.adminToken();
    PartToken token = variables.partToken();
    variables.check();
    int threads = Runtime.getRuntime().availableProcessors();
    ObjectStore store =
        keep(Patience.untilThere("the object store", () -> ObjectStores.open(storage)));
    FileIO io = new ObjectStoreFileIO(store);
    this.meta = keep(MetaLink.to(metaTarget, token));
    RESTCatalog catalog = keep(RemoteCatalog.open(metaUrl, adminToken, storage));
    UploadFolder folder =
        UploadFolder.open(
            data.resolve("uploads"), UploadFolder.BYTES_MAX, UploadFolder.DISK_RESERVE_BYTES);
    EngineConfig config = EngineConfig.defaults(data.resolve("scratch"), threads, memory);
    WriteConfig writes = WriteConfig.defaults(data.resolve("scratch"), threads, memory);
    this.engine =
        keep(
            EngineNode.start(
                config,
                new EngineNode.Surroundings(
                    store,
                    io,
                    meta.stub(),
                    sessions -> commands(writes, store, catalog, folder, sessions),
                    keep(HistoryLog.open(data.resolve("history"))),
                    metrics)));
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
    keep(
        QueryDoor.open(
            new MetaConfig.Listen(EVERYWHERE, PodEnvironment.PARTS_PORT),
            token,
            engine.gateway(),
            uploads));
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
      return new Statements(data, catalogs, calls, sessions, List::of);
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
  public List<PartState> check() {
    int port = flight.port();
    return List.of(
        meta.state(),
        new PartState("Flight SQL", port > 0, port > 0 ? "port " + port : "not listening"));
  }

  @Override
  public void close() {
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
