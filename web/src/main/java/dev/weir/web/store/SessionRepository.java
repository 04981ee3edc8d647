package dev.weir.web.store;

import java.util.List;
import java.util.Optional;

/** Browser sessions. Thread-safe. */
public final class SessionRepository {
  /** A principal has so many sessions; the oldest ends when one more is opened. */
  public static final int SESSIONS_OF_PRINCIPAL_MAX = 50;

  private final MetadataDatabase database;

  public SessionRepository(MetadataDatabase database) {
    this.database = database;
  }

  /** Stores a session and forgets those that have expired or are too many. */
  public void insert(StoredSession session) {
    database.transact(
        connection -> {
          Statements.update(
              connection,
              "DELETE FROM browser_session WHERE expires_at <= ?",
              session.createdEpochMillis());
          List<String> others =
              Statements.list(
                  connection,
                  "SELECT secret_hash FROM browser_session WHERE tenant = ? AND principal = ?"
                      + " ORDER BY created_at DESC, secret_hash",
                  row -> row.getString(1),
                  session.tenant(),
                  session.principal());
          for (int i = SESSIONS_OF_PRINCIPAL_MAX - 1; i < others.size(); i++) {
            Statements.update(
                connection, "DELETE FROM browser_session WHERE secret_hash = ?", others.get(i));
          }
          return Statements.update(
              connection,
              "INSERT INTO browser_session"
                  + " (secret_hash, tenant, principal, sealed_token, created_at, expires_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              session.secretHash(),
              session.tenant(),
              session.principal(),
              session.sealedToken(),
              session.createdEpochMillis(),
              session.expiresEpochMillis());
        });
  }

  /** The session of that cookie, unless it has expired. */
  public Optional<StoredSession> find(String secretHash, long now) {
    return database.transact(
        connection ->
            Statements.find(
                connection,
                "SELECT secret_hash, tenant, principal, sealed_token, created_at, expires_at"
                    + " FROM browser_session WHERE secret_hash = ? AND expires_at > ?",
                row ->
                    new StoredSession(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6)),
                secretHash,
                now));
  }

  /** Ends a session, when there is one. */
  public void delete(String secretHash) {
    database.transact(
        connection ->
            Statements.update(
                connection, "DELETE FROM browser_session WHERE secret_hash = ?", secretHash));
  }
}
