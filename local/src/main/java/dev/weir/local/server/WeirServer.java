package dev.weir.local.server;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.local.role.Role;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.slf4j.LoggerFactory;

/**
 * Where every process begins. While the framework starts on one core, another one does what takes
 * longest: it loads the native libraries of the SQL engine and of meta's database. A node of a
 * ComputeCluster starts there altogether, since queries may be waiting for it.
 */
@QuarkusMain
public final class WeirServer {
  private WeirServer() {}

  /** Starts it; the arguments are the framework's. */
  public static void main(String... args) {
    // The framework does not know its settings yet. It will say what is wrong with a role.
    String role =
        System.getProperty("weir.role", System.getenv().getOrDefault(PodEnvironment.ROLE, "all"));
    PartHttps.configure(role, System.getenv());
    Thread.ofPlatform().daemon().name("early").start(() -> startEarly(role));
    Quarkus.run(args);
  }

  private static void startEarly(String roleName) {
    try {
      Role role = Role.of(roleName);
      if (role == Role.COMPUTE) {
        EarlyCompute.begin();
        return;
      }
      if (role.hasMeta()) {
        org.rocksdb.RocksDB.loadLibrary();
      }
      if (role.hasSql()) {
        Class.forName("org.duckdb.DuckDBNative");
      }
    } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
      // Whoever needs it meets the same failure, and says what it is about.
      LoggerFactory.getLogger(WeirServer.class).debug("a native library does not load early", e);
    }
  }
}
