package dev.weir.local.server;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.config.LiveConfig;
import dev.weir.contracts.config.WebConfig;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.engine.upload.UploadFolder;
import dev.weir.local.folder.DataFolder;
import dev.weir.meta.rest.IcebergRestRouter;
import dev.weir.web.audit.AuditLog;
import io.prometheus.client.CollectorRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.iceberg.catalog.Catalog;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The ports of the parts as beans. On a laptop there is one tenant, and everything is in this
 * process.
 */
@Singleton
public class LocalBeans {
  private static final String TENANT = "default";

  @Produces
  @Singleton
  LocalNode node(
      LocalConfig config,
      Instance<AuditLog> audit,
      @ConfigProperty(name = "quarkus.application.version") String version)
      throws IOException {
    return LocalNode.start(
        DataFolder.at(config.data()),
        config.flight().port(),
        version,
        new LocalNode.Surroundings(
            CollectorRegistry.defaultRegistry,
            UnaryOperator.identity(),
            history -> new AuditedHistory(history, audit::get)));
  }

  void stop(@Disposes LocalNode node) {
    node.close();
  }

  @Produces
  @Singleton
  QueryGateway gateway(LocalNode node) {
    return node.engine().gateway();
  }

  @Produces
  @Singleton
  UploadFolder uploads(LocalNode node) {
    return node.uploads();
  }

  @Produces
  @Singleton
  MetaServiceBlockingStub meta(LocalNode node) {
    return node.metaService();
  }

  @Produces
  @Singleton
  Authenticator authenticator(LocalNode node) {
    return node.authenticator();
  }

  @Produces
  @Singleton
  IcebergRestRouter icebergRest(LocalNode node) {
    return node.meta().icebergRest();
  }

  @Produces
  @Singleton
  Catalog catalog(LocalNode node) {
    return node.meta().catalog(TENANT);
  }

  @Produces
  @Singleton
  WebConfig web(
      LocalNode node, LocalConfig config, @ConfigProperty(name = "quarkus.http.port") int port)
      throws IOException {
    Path database = node.folder().database();
    Files.createDirectories(database);
    LocalConfig.Live live = config.live();
    return WebConfig.standard(DatabaseConfig.onDisk(database), "http://127.0.0.1:" + port)
        .withLive(
            new LiveConfig(
                live.socketsMax(),
                live.socketsOfUserMax(),
                live.messagesWaitingMax(),
                live.pingEvery().toMillis()));
  }
}
