package dev.weir.meta;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.meta.access.AccessDirectory;
import dev.weir.meta.catalog.CatalogContext;
import dev.weir.meta.catalog.MetadataCache;
import dev.weir.meta.catalog.WeirCatalog;
import dev.weir.meta.raft.RaftNode;
import dev.weir.meta.raft.RaftStatus;
import dev.weir.meta.rest.IcebergRestRouter;
import dev.weir.meta.service.MetaServiceEndpoint;
import dev.weir.meta.service.NodeStore;
import dev.weir.meta.service.PrincipalStore;
import dev.weir.meta.service.Resolver;
import dev.weir.meta.service.RoleStore;
import dev.weir.meta.service.TenantStore;
import dev.weir.meta.service.UsageStore;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.iceberg.ObjectStoreFileIO;
import io.grpc.ManagedChannel;
import java.time.Clock;
import java.util.Optional;
import org.apache.iceberg.io.FileIO;

/**
 * One node of the meta group with everything it offers: MetaService, the Iceberg REST catalog, and
 * the catalog in process. Thread-safe.
 */
public final class MetaNode implements AutoCloseable {
  private final MetaConfig config;
  private final ObjectStore store;
  private final FileIO io;
  private final RaftNode raft;
  private final MetadataCache metadata;
  private final TenantStore tenants;
  private final MetaServiceEndpoint service;
  private final IcebergRestRouter rest;
  private final MetaDoors doors;
  private final TenantBootstrap bootstrap;

  private MetaNode(MetaConfig config, ObjectStore store, RaftNode raft, Clock clock) {
    this.config = config;
    this.store = store;
    this.io = new ObjectStoreFileIO(store);
    this.raft = raft;
    this.metadata = new MetadataCache(io);
    this.tenants = new TenantStore(raft, clock);
    AccessDirectory directory = new AccessDirectory(raft, raft.store(), clock);
    this.service =
        new MetaServiceEndpoint(
            directory,
            new Resolver(raft, directory),
            new PrincipalStore(raft, directory, clock),
            new RoleStore(raft),
            new UsageStore(raft),
            new NodeStore(raft, clock),
            raft);
    this.rest = new IcebergRestRouter(raft, directory, this::context);
    this.doors = MetaDoors.open(config, service);
    this.bootstrap = TenantBootstrap.start(tenants, config);
  }

  /**
   * Starts the node. A group of one is ready when this returns and has its first tenant; a larger
   * group becomes ready, and is given its first tenant, when a majority of its nodes has started.
   *
   * @param store the warehouse; its caller closes it, after the node
   * @throws WeirException INVALID_CONFIGURATION, DATA_FOLDER_IN_USE, DATA_FOLDER_UNUSABLE,
   *     PORT_IN_USE
   */
  public static MetaNode start(MetaConfig config, ObjectStore store) {
    return start(config, store, Clock.systemUTC());
  }

  /** As {@link #start(MetaConfig, ObjectStore)}, with another clock for what expires. */
  public static MetaNode start(MetaConfig config, ObjectStore store, Clock clock) {
    MetaConfigCheck.require(config);
    RaftNode raft = RaftNode.start(config);
    try {
      return new MetaNode(config, store, raft, clock);
    } catch (RuntimeException e) {
      raft.close();
      throw e;
    }
  }

  /**
   * The first administrator's token, when this start created the first tenant of a group of one.
   * Handed out here only.
   */
  public Optional<String> firstToken() {
    return bootstrap.token();
  }

  /**
   * Creates a tenant with its administrator unless it is there.
   *
   * @return the administrator's token when it was created; empty otherwise
   */
  public Optional<String> createTenant(MetaConfig.Bootstrap tenant) {
    return tenants.create(tenant);
  }

  /** MetaService, for a gRPC server of one's own. */
  public MetaServiceGrpc.MetaServiceImplBase metaService() {
    return service;
  }

  /** A channel to MetaService that stays in this process. Closed with the node. */
  public ManagedChannel inProcessChannel() {
    return doors.inProcessChannel();
  }

  /** The port on which MetaService listens; empty when it does not. */
  public Optional<Integer> grpcPort() {
    return doors.port();
  }

  /** A tenant's catalog without any check of rights, for parts that check themselves. */
  public WeirCatalog catalog(String tenant) {
    return new WeirCatalog(context(tenant));
  }

  /** The Iceberg REST catalog, which checks the rights of its callers. */
  public IcebergRestRouter icebergRest() {
    return rest;
  }

  /** Who leads, and how far this node is. */
  public RaftStatus status() {
    return raft.status();
  }

  private CatalogContext context(String tenant) {
    String root =
        store.locationOf(config.warehouseFolder() + "/" + CatalogContext.folderOf(tenant));
    return new CatalogContext(tenant, raft, io, metadata, root, null);
  }

  /** Stops the node, which lets another one lead first. What was acknowledged is on disk. */
  @Override
  public void close() {
    bootstrap.close();
    boolean unused = raft.handOver();
    doors.close();
    raft.close();
  }
}
