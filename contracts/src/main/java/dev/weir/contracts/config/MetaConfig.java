package dev.weir.contracts.config;

import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one node of the meta group is set up. Every node of a group has the same {@code
 * warehouseFolder} and {@code bootstrap}.
 *
 * @param self this node; with port 0 its log is not listened on and the node stays alone
 * @param logHost address of the interface that its log is listened on, {@code 0.0.0.0} for all;
 *     null: that of {@code self}
 * @param founders the members with which the group begins, 1, 3 or 5; none: this node waits until a
 *     group takes it in. Only looked at while the node has no log of its own: who the members are
 *     afterwards stands in the log
 * @param dataFolder where this node keeps its log and state; used by one process at a time
 * @param warehouseFolder key prefix in the object store under which the tenants' tables live, no
 *     slash at either end
 * @param listen where the gRPC service listens; null: it is reached in process only. Its TLS is
 *     that of the log, too
 * @param snapshotEveryEntries log entries between two snapshots of the state; the log before a
 *     snapshot is deleted
 * @param writeTimeoutMillis how long a write may take, leader changes included
 * @param readTimeoutMillis as {@code writeTimeoutMillis} for a read
 * @param diskReserveBytes what changes leave free on the disk of {@code dataFolder}, so that the
 *     log of those under way always fits: a log that cannot be written stops the node; 0: nothing
 * @param bootstrap what is created when the group has no tenants yet
 */
public record MetaConfig(
    Peer self,
    @Nullable String logHost,
    List<Peer> founders,
    Path dataFolder,
    String warehouseFolder,
    @Nullable Listen listen,
    long snapshotEveryEntries,
    long writeTimeoutMillis,
    long readTimeoutMillis,
    long diskReserveBytes,
    Bootstrap bootstrap) {

  /** What {@link #snapshotEveryEntries} is when nothing else is said. */
  public static final long SNAPSHOT_EVERY_ENTRIES_DEFAULT = 20_000;

  /** What the timeouts are when nothing else is said: longer than a leader change takes. */
  public static final long TIMEOUT_MILLIS_DEFAULT = 10_000;

  /** What {@link #diskReserveBytes} is when nothing else is said: several segments of the log. */
  public static final long DISK_RESERVE_BYTES_DEFAULT = 64L << 20;

  /** A defensive copy of the list. */
  public MetaConfig {
    founders = List.copyOf(founders);
  }

  /** TLS of everything that this node listens on; null: plaintext. */
  public @Nullable PartTls tls() {
    return listen == null ? null : listen.tls();
  }

  /** Whether the group has one member and always will: nobody reaches its log. */
  public boolean alone() {
    return self.port() == 0;
  }

  /** A group of one without any listener, as the laptop has it. */
  public static MetaConfig single(Path dataFolder, Bootstrap bootstrap) {
    Peer self = new Peer("meta-0", "127.0.0.1", 0);
    return new MetaConfig(
        self,
        null,
        List.of(self),
        dataFolder,
        "warehouse",
        null,
        SNAPSHOT_EVERY_ENTRIES_DEFAULT,
        TIMEOUT_MILLIS_DEFAULT,
        TIMEOUT_MILLIS_DEFAULT,
        DISK_RESERVE_BYTES_DEFAULT,
        bootstrap);
  }

  /**
   * A member of the group.
   *
   * @param id unique in the group, never reused for another disk
   * @param host name or address that the other members reach it by
   * @param port of the log's own protocol, not of the gRPC service
   */
  public record Peer(String id, String host, int port) {}

  /**
   * An address to listen on. The service believes its callers for whom they ask, so anything but
   * loopback needs a token.
   *
   * @param host name or address of the interface
   * @param port 0: any free one
   * @param token that callers must show; null: whoever reaches the port is let in
   * @param tls of both ends; null: plaintext
   */
  public record Listen(String host, int port, @Nullable PartToken token, @Nullable PartTls tls) {
    /** Open to whoever reaches the port. */
    public Listen(String host, int port) {
      this(host, port, null, null);
    }
  }

  /**
   * The first tenant and its administrator.
   *
   * @param tenant name of the tenant
   * @param principal name of the administrator
   * @param namespace the tenant's first namespace
   * @param token the administrator's first token; null: one is made and handed out once. A node
   *     that is not alone needs it set, the same on every node
   */
  public record Bootstrap(
      String tenant, String principal, String namespace, @Nullable String token) {

    /** Tenant {@code default}, administrator {@code admin}, namespace {@code default}. */
    public static Bootstrap standard(@Nullable String token) {
      return new Bootstrap("default", "admin", "default", token);
    }

    /** Without the token: records are printed. */
    @Override
    public String toString() {
      return "Bootstrap[tenant=" + tenant + ", principal=" + principal + "]";
    }
  }
}
