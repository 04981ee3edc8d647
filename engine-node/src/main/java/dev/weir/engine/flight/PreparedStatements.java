package dev.weir.engine.flight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.ByteString;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.StatementDescription;
import java.time.Duration;
import java.util.UUID;

/**
 * The prepared statements that clients hold open: so many for each principal, and only as long as
 * they are used. Thread-safe.
 */
final class PreparedStatements {
  private final int maxPerPrincipal;
  private final Cache<ByteString, PreparedStatement> open;

  PreparedStatements(int maxPerPrincipal, long idleMillis) {
    this.maxPerPrincipal = maxPerPrincipal;
    this.open = Caffeine.newBuilder().expireAfterAccess(Duration.ofMillis(idleMillis)).build();
  }

  /**
   * Keeps a statement under a new handle.
   *
   * @throws WeirException QUEUE_FULL when the caller holds too many
   */
  ByteString add(Caller caller, String sql, String namespace, StatementDescription description) {
    long held = open.asMap().values().stream().filter(s -> s.belongsTo(caller)).count();
    if (held >= maxPerPrincipal) {
      open.cleanUp();
      throw new WeirException(
          ErrorCode.QUEUE_FULL,
          held + " prepared statements are open, which is the limit.",
          "Close statements after use.");
    }
    ByteString handle = ByteString.copyFromUtf8(UUID.randomUUID().toString());
    open.put(handle, new PreparedStatement(caller, sql, namespace, description));
    return handle;
  }

  /**
   * The statement of that handle.
   *
   * @throws WeirException QUERY_NOT_FOUND when it is closed, has expired, or is somebody else's
   */
  PreparedStatement find(ByteString handle, Caller caller) {
    PreparedStatement statement = open.getIfPresent(handle);
    if (statement == null || !statement.belongsTo(caller)) {
      throw new WeirException(
          ErrorCode.QUERY_NOT_FOUND,
          "The prepared statement is closed or has expired.",
          "Prepare it again.");
    }
    return statement;
  }

  /** Closes it. Nothing happens when that is done already. */
  void close(ByteString handle, Caller caller) {
    PreparedStatement statement = open.getIfPresent(handle);
    if (statement != null && statement.belongsTo(caller)) {
      open.invalidate(handle);
    }
  }

  /** A statement and the parameters that were bound last. */
  static final class PreparedStatement {
    private final Caller owner;
    private final String sql;
    private final String namespace;
    private final StatementDescription description;
    private volatile byte[] parameters = {};

    private PreparedStatement(
        Caller owner, String sql, String namespace, StatementDescription description) {
      this.owner = owner;
      this.sql = sql;
      this.namespace = namespace;
      this.description = description;
    }

    String sql() {
      return sql;
    }

    String namespace() {
      return namespace;
    }

    StatementDescription description() {
      return description;
    }

    void bind(byte[] row) {
      parameters = row;
    }

    StatementTicket ticket() {
      return StatementTicket.of(sql, namespace, parameters);
    }

    private boolean belongsTo(Caller caller) {
      return owner.tenant().equals(caller.tenant()) && owner.principal().equals(caller.principal());
    }
  }
}
