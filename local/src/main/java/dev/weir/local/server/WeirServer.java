package dev.weir.local.server;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.slf4j.LoggerFactory;

/**
 * Where the all-in-one process begins. While the framework starts on one core, another one loads
 * what takes longest: the native libraries of the SQL engine and of meta's database.
 */
@QuarkusMain
public final class WeirServer {
  private WeirServer() {}

  /** Starts it; the arguments are the framework's. */
  public static void main(String... args) {
    Thread.ofPlatform().daemon().name("native-libraries").start(WeirServer::loadLibraries);
    Quarkus.run(args);
  }

  private static void loadLibraries() {
    try {
      org.rocksdb.RocksDB.loadLibrary();
      Class.forName("org.duckdb.DuckDBNative");
    } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
      // Whoever needs it meets the same failure, and says what it is about.
      LoggerFactory.getLogger(WeirServer.class).debug("a native library does not load early", e);
    }
  }
}
