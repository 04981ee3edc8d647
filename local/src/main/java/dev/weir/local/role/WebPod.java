package dev.weir.local.role;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.meta.MetaAuthenticator;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.part.KeepAlive;
import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.web.catalog.CatalogAccess;
import dev.weir.web.remote.GatewayPods;
import dev.weir.web.remote.RemoteGateway;
import dev.weir.web.remote.RemoteUploads;
import dev.weir.web.store.MetadataDatabase;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A web server: REST and the app, over gateways, meta and the metadata DB. */
public final class WebPod implements ProcessParts {
  /** How long a query waits for a gateway: a new one is made when the only one was lost. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MetaLink meta;
  private final GatewayPods gateways;
  private final LateCatalog catalog;
  private final DatabaseConfig database;
  private final String publicUrl;

  private WebPod(
      MetaLink meta,
      GatewayPods gateways,
      LateCatalog catalog,
      DatabaseConfig database,
      String publicUrl) {
    this.meta = meta;
    this.gateways = gateways;
    this.catalog = catalog;
    this.database = database;
    this.publicUrl = publicUrl;
  }

  /** Connects to the other parts as they are needed; the metadata DB must answer. */
  public static WebPod start(PodVariables variables) {
    String metaTarget = variables.required(PodEnvironment.META_TARGET);
    String metaUrl = variables.required(PodEnvironment.META_URL);
    String gatewayTarget = variables.required(PodEnvironment.GATEWAY_TARGET);
    String allGatewaysTarget = variables.required(PodEnvironment.GATEWAY_ALL_TARGET);
    String publicUrl = variables.required(PodEnvironment.PUBLIC_URL);
    DatabaseConfig database =
        new DatabaseConfig(
            variables.required(PodEnvironment.DATABASE_URL),
            variables.file(PodEnvironment.DATABASE_FOLDER, "username"),
            variables.file(PodEnvironment.DATABASE_FOLDER, "password"),
            variables.path(PodEnvironment.DATABASE_CA_FOLDER, PodEnvironment.DATABASE_CA_FILE),
            DatabaseConfig.CONNECTIONS_MAX_DEFAULT);
    StorageConfig storage = variables.storage();
    String adminToken = variables.adminToken();
    PartToken token = variables.partToken();
    PartTls tls = variables.tls();
    variables.check();
    Patience.untilThere(
        "the metadata DB",
        () -> {
          MetadataDatabase.open(database).close();
          return database;
        });
    Path tlsFolder = variables.tlsFolder();
    LateCatalog catalog =
        new LateCatalog(() -> RemoteCatalog.openNow(metaUrl, adminToken, storage, tlsFolder));
    GatewayPods gateways =
        new GatewayPods(
            Addresses.of(gatewayTarget),
            Addresses.of(allGatewaysTarget),
            address -> channel(address, Addresses.hostOf(gatewayTarget), tls),
            token);
    return new WebPod(MetaLink.to(metaTarget, token, tls), gateways, catalog, database, publicUrl);
  }

  /** A gateway is reached by its address, and proves that it is one by the name of them all. */
  private static ManagedChannel channel(String address, String name, @Nullable PartTls tls) {
    return NettyChannelBuilder.forTarget(address, PartTls.ofClient(tls))
        .withOption(
            ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) KeepAlive.CONNECTED_WITHIN.toMillis())
        .overrideAuthority(name)
        .keepAliveTime(KeepAlive.ASKED_EVERY.toSeconds(), TimeUnit.SECONDS)
        .keepAliveTimeout(KeepAlive.ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS)
        .build();
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
    return new RemoteGateway(gateways, PATIENCE);
  }

  @Override
  public FileUploads uploads() {
    return new RemoteUploads(gateways, PATIENCE);
  }

  @Override
  public CatalogAccess catalog() {
    return catalog;
  }

  @Override
  public DatabaseConfig database() {
    return database;
  }

  @Override
  public String publicUrl(int httpPort) {
    return publicUrl;
  }

  @Override
  public boolean servesWithoutMeta() {
    return true;
  }

  @Override
  public List<PartStatus> check() {
    return List.of(meta.state());
  }

  @Override
  public void close() {
    gateways.close();
    meta.close();
    try {
      catalog.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
