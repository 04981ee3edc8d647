package dev.weir.web.server;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.config.LiveConfig;
import dev.weir.contracts.config.WebConfig;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.web.catalog.CatalogAccess;
import dev.weir.web.testing.TestingWarehouse;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;

/** What the process that web runs in gives it. */
@Singleton
public class TestingBeans {
  @Produces
  @Singleton
  TestingWarehouse warehouse() {
    return new TestingWarehouse();
  }

  void close(@Disposes TestingWarehouse warehouse) {
    warehouse.close();
  }

  @Produces
  @Singleton
  WebConfig config() throws IOException {
    return WebConfig.standard(
        DatabaseConfig.onDisk(Files.createTempDirectory("weir-web")), "http://127.0.0.1:7400");
  }

  @Produces
  @Singleton
  LiveConfig live() {
    return LiveConfig.standard();
  }

  @Produces
  @Singleton
  QueryGateway gateway(TestingWarehouse warehouse) {
    return warehouse.gateway();
  }

  @Produces
  @Singleton
  Authenticator authenticator(TestingWarehouse warehouse) {
    return warehouse.authenticator();
  }

  @Produces
  @Singleton
  MetaServiceBlockingStub meta(TestingWarehouse warehouse) {
    return warehouse.meta().stub();
  }

  @Produces
  @Singleton
  CatalogAccess catalog(TestingWarehouse warehouse) {
    return warehouse::catalog;
  }
}
