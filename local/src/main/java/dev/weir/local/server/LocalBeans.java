package dev.weir.local.server;

import dev.weir.contracts.meta.MetaAuthenticator;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.query.Authenticator;
import dev.weir.meta.rest.IcebergRestRouter;
import dev.weir.storage.ObjectStore;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.apache.iceberg.catalog.Catalog;

/**
 * The ports of the parts as beans. On a laptop there is one tenant, and everything is in this
 * process.
 */
@Singleton
public class LocalBeans {
  private static final String TENANT = "default";

  @Produces
  @Singleton
  LocalNode node(LocalConfig config) throws IOException {
    return LocalNode.start(config);
  }

  void stop(@Disposes LocalNode node) {
    node.close();
  }

  @Produces
  @Singleton
  ObjectStore store(LocalNode node) {
    return node.store();
  }

  @Produces
  @Singleton
  MetaServiceBlockingStub meta(LocalNode node) {
    return MetaServiceGrpc.newBlockingStub(node.meta().inProcessChannel());
  }

  @Produces
  @Singleton
  Authenticator authenticator(MetaServiceBlockingStub meta) {
    return new MetaAuthenticator(meta);
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
}
