package dev.weir.local.role;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.meta.MetaAuthenticator;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.web.remote.GatewayPods;
import dev.weir.web.remote.RemoteGateway;
import dev.weir.web.remote.RemoteUploads;
import dev.weir.web.store.MetadataDatabase;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.rest.RESTCatalog;

/** A web server: REST and the app, over gateways, meta and the metadata DB. */
public final class WebPod implements ProcessParts {
  private final MetaLink meta;
  private final GatewayPods gateways;
  private final RESTCatalog catalog;
  private final DatabaseConfig database;
  private final String publicUrl;

  private WebPod(
      MetaLink meta,
      GatewayPods gateways,
      RESTCatalog catalog,
      DatabaseConfig database,
      String publicUrl) {
    this.meta = meta;
    this.gateways = gateways;
    this.catalog = catalog;
    this.database = database;
    this.publicUrl = publicUrl;
  }

  /** Connects to the other parts as they are needed; meta's catalog must answer. */
  public static WebPod start(PodVariables variables) {
    String metaTarget = variables.required(PodEnvironment.META_TARGET);
    String metaUrl = variables.required(PodEnvironment.META_URL);
    String gatewayTarget = variables.required(PodEnvironment.GATEWAY_TARGET);
    String publicUrl = variables.required(PodEnvironment.PUBLIC_URL);
    DatabaseConfig database =
        new DatabaseConfig(
            variables.required(PodEnvironment.DATABASE_URL),
            variables.file(PodEnvironment.DATABASE_FOLDER, "username"),
            variables.file(PodEnvironment.DATABASE_FOLDER, "password"),
            DatabaseConfig.CONNECTIONS_MAX_DEFAULT);
    StorageConfig storage = variables.storage();
    String adminToken = variables.adminToken();
    PartToken token = variables.partToken();
    variables.check();
    Patience.untilThere(
        "the metadata DB",
        () -> {
          MetadataDatabase.open(database).close();
          return database;
        });
    RESTCatalog catalog = RemoteCatalog.open(metaUrl, adminToken, storage);
    GatewayPods gateways = new GatewayPods(Addresses.of(gatewayTarget), WebPod::channel, token);
    return new WebPod(MetaLink.to(metaTarget, token), gateways, catalog, database, publicUrl);
  }

  private static ManagedChannel channel(String address) {
    return Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
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
    return new RemoteGateway(gateways);
  }

  @Override
  public FileUploads uploads() {
    return new RemoteUploads(gateways);
  }

  @Override
  public Catalog catalog() {
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
