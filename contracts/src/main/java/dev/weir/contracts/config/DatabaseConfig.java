package dev.weir.contracts.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the metadata database is.
 *
 * @param url of JDBC: H2 on the laptop, PostgreSQL or MySQL in a cluster
 * @param user null: none is sent
 * @param password null: none is sent
 * @param authorities file with the certificates by which the server has to prove itself; null: as
 *     the URL says
 * @param connectionsMax of the pool, at least 1
 */
public record DatabaseConfig(
    String url,
    @Nullable String user,
    @Nullable String password,
    @Nullable Path authorities,
    int connectionsMax) {

  /** What {@link #connectionsMax} is when nothing else is said. */
  public static final int CONNECTIONS_MAX_DEFAULT = 16;

  /**
   * The laptop's database, on disk in {@code folder}, for one process at a time. A commit is
   * written before it is acknowledged, so that a killed process loses none. {@code async:} is how
   * its file stays open under a thread that is interrupted, as those of stopped queries are.
   */
  public static DatabaseConfig onDisk(Path folder) {
    return new DatabaseConfig(
        "jdbc:h2:async:"
            + folder.toAbsolutePath().resolve("web")
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0",
        null,
        null,
        null,
        CONNECTIONS_MAX_DEFAULT);
  }

  /** Without the password: records are printed. */
  @Override
  public String toString() {
    return "DatabaseConfig[url=" + url + ", user=" + user + "]";
  }
}
