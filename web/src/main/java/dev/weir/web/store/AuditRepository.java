package dev.weir.web.store;

import java.util.List;
import java.util.UUID;

/** The audit log. Thread-safe. */
public final class AuditRepository {
  /** Entries older than this are deleted when new ones are written: 400 days. */
  public static final long KEPT_MILLIS = 400L * 24 * 60 * 60 * 1000;

  private static final int OBJECT_MAX = 600;

  private final MetadataDatabase database;

  public AuditRepository(MetadataDatabase database) {
    this.database = database;
  }

  /** Writes an entry. */
  public void insert(AuditEntry entry) {
    database.transact(
        connection -> {
          Statements.update(
              connection,
              "DELETE FROM audit_log WHERE tenant = ? AND logged_at < ?",
              entry.tenant(),
              entry.epochMillis() - KEPT_MILLIS);
          return Statements.update(
              connection,
              "INSERT INTO audit_log (id, tenant, logged_at, principal, action, object, outcome)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?)",
              UUID.randomUUID().toString(),
              entry.tenant(),
              entry.epochMillis(),
              entry.principal(),
              entry.action(),
              entry.object().substring(0, Math.min(OBJECT_MAX, entry.object().length())),
              entry.outcome());
        });
  }

  /** The newest entries, newest first. */
  public List<AuditEntry> list(String tenant, int limit) {
    return database.transact(
        connection ->
            Statements.list(
                connection,
                "SELECT tenant, logged_at, principal, action, object, outcome FROM audit_log"
                    + " WHERE tenant = ? ORDER BY logged_at DESC, id LIMIT ?",
                row ->
                    new AuditEntry(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)),
                tenant,
                limit));
  }
}
