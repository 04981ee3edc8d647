package dev.weir.local.role;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.meta.rest.IcebergRestRouter;
import dev.weir.web.catalog.CatalogAccess;
import java.util.List;

/**
 * The ports of the parts as this process reaches them: those that it has started, and those in
 * other processes by a client. A role that has no use for a port does not give it. Thread-safe.
 */
public interface ProcessParts extends AutoCloseable {

  /** The role that gives no port answers so. */
  private static <T> T absent(String what) {
    throw new IllegalStateException("a process of this role has no " + what);
  }

  /** Meta. */
  default MetaServiceBlockingStub meta() {
    return absent("way to meta");
  }

  /** Who asks. */
  default Authenticator authenticator() {
    return absent("authenticator");
  }

  /** Runs queries. */
  default QueryGateway gateway() {
    return absent("gateway");
  }

  /** Loads files. */
  default FileUploads uploads() {
    return absent("uploads");
  }

  /** The Iceberg REST door. */
  default IcebergRestRouter icebergRest() {
    return absent("Iceberg REST");
  }

  /** The catalog with the rights of the service. */
  default CatalogAccess catalog() {
    return absent("catalog");
  }

  /** Where web keeps what it remembers. */
  default DatabaseConfig database() {
    return absent("metadata DB");
  }

  /**
   * How browsers reach the app.
   *
   * @param httpPort that this process listens on
   */
  default String publicUrl(int httpPort) {
    return "http://127.0.0.1:" + httpPort;
  }

  /**
   * Whether others are served while meta does not answer: they are told what is wrong, which they
   * are not by a process that load balancers leave out.
   */
  default boolean servesWithoutMeta() {
    return false;
  }

  /** One entry a part; each is asked just now. Never fails. */
  List<PartStatus> check();

  @Override
  void close();
}
