package dev.weir.local.server;

import dev.weir.contracts.config.LiveConfig;
import dev.weir.contracts.config.WebConfig;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.local.folder.DataFolder;
import dev.weir.local.role.GatewayPod;
import dev.weir.local.role.MetaPod;
import dev.weir.local.role.PodVariables;
import dev.weir.local.role.ProcessParts;
import dev.weir.local.role.Role;
import dev.weir.local.role.WebPod;
import dev.weir.meta.rest.IcebergRestRouter;
import dev.weir.web.audit.AuditLog;
import dev.weir.web.catalog.CatalogAccess;
import io.prometheus.client.CollectorRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The ports of the parts as beans, as the process's role gives them. */
@Singleton
public class LocalBeans {

  /** Only under its own name: what it is for others, {@link #parts} says. */
  @Produces
  @Singleton
  @Typed(LocalNode.class)
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
  Pod pod(
      LocalConfig config, @ConfigProperty(name = "quarkus.application.version") String version) {
    PodVariables variables = new PodVariables(System.getenv(), Path.of("/"));
    return new Pod(
        switch (Role.of(config.role())) {
          case ALL -> throw new IllegalStateException("the laptop's process is no pod");
          case META -> MetaPod.start(variables);
          case GATEWAY -> GatewayPod.start(variables, CollectorRegistry.defaultRegistry, version);
          case COMPUTE -> EarlyCompute.await();
          case WEB -> WebPod.start(variables);
        });
  }

  void stop(@Disposes Pod pod) {
    pod.parts().close();
  }

  @Produces
  @Singleton
  ProcessParts parts(LocalConfig config, Instance<LocalNode> node, Instance<Pod> pod) {
    return Role.of(config.role()) == Role.ALL ? node.get() : pod.get().parts();
  }

  @Produces
  @Singleton
  QueryGateway gateway(ProcessParts parts) {
    return parts.gateway();
  }

  @Produces
  @Singleton
  FileUploads uploads(ProcessParts parts) {
    return parts.uploads();
  }

  @Produces
  @Singleton
  MetaServiceBlockingStub meta(ProcessParts parts) {
    return parts.meta();
  }

  @Produces
  @Singleton
  Authenticator authenticator(ProcessParts parts) {
    return parts.authenticator();
  }

  @Produces
  @Singleton
  IcebergRestRouter icebergRest(ProcessParts parts) {
    return parts.icebergRest();
  }

  @Produces
  @Singleton
  CatalogAccess catalog(ProcessParts parts) {
    return parts.catalog();
  }

  @Produces
  @Singleton
  LiveConfig live(LocalConfig config) {
    LocalConfig.Live live = config.live();
    return new LiveConfig(
        live.socketsMax(),
        live.socketsOfUserMax(),
        live.messagesWaitingMax(),
        live.pingEvery().toMillis());
  }

  @Produces
  @Singleton
  WebConfig web(ProcessParts parts, @ConfigProperty(name = "quarkus.http.port") int port) {
    return WebConfig.standard(parts.database(), parts.publicUrl(port));
  }
}
