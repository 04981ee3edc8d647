package dev.weir.web.store;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.ContentKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Favourites and visits of principals. Thread-safe. */
public final class MarkRepository {
  /** A principal keeps so many visits; older ones are forgotten. */
  public static final int VISITS_MAX = 200;

  private static final String BY_KEY =
      " WHERE tenant = ? AND principal = ? AND kind = ? AND slug = ?";

  private final MetadataDatabase database;

  public MarkRepository(MetadataDatabase database) {
    this.database = database;
  }

  /** Stars an object; nothing changes when it is starred already. */
  public void addFavourite(Caller caller, ContentKind kind, String slug, long now) {
    put(
        "UPDATE favourite SET starred_at = ?" + BY_KEY,
        "INSERT INTO favourite (starred_at, tenant, principal, kind, slug) VALUES (?, ?, ?, ?, ?)",
        new Object[] {now, caller.tenant(), caller.principal(), kind.label(), slug});
  }

  /** Takes a star away, when there is one. */
  public void removeFavourite(Caller caller, ContentKind kind, String slug) {
    database.transact(
        connection ->
            Statements.update(
                connection,
                "DELETE FROM favourite" + BY_KEY,
                caller.tenant(),
                caller.principal(),
                kind.label(),
                slug));
  }

  /** What the caller starred, in no order. */
  public List<MarkedContent> listFavourites(Caller caller) {
    return database.transact(
        connection ->
            list(
                connection,
                "SELECT kind, slug, starred_at FROM favourite WHERE tenant = ? AND principal = ?",
                caller));
  }

  /** Notes that the caller opened an object. */
  public void visit(Caller caller, ContentKind kind, String slug, long now) {
    put(
        "UPDATE visit SET visited_at = ?" + BY_KEY,
        "INSERT INTO visit (visited_at, tenant, principal, kind, slug) VALUES (?, ?, ?, ?, ?)",
        new Object[] {now, caller.tenant(), caller.principal(), kind.label(), slug});
    database.transact(connection -> forgetOldVisits(connection, caller));
  }

  /** What the caller opened, newest first. */
  public List<MarkedContent> listVisits(Caller caller) {
    return database.transact(connection -> visits(connection, caller));
  }

  private static List<MarkedContent> visits(Connection connection, Caller caller)
      throws SQLException {
    return list(
        connection,
        "SELECT kind, slug, visited_at FROM visit WHERE tenant = ? AND principal = ?"
            + " ORDER BY visited_at DESC, kind, slug",
        caller);
  }

  private static List<MarkedContent> list(Connection connection, String sql, Caller caller)
      throws SQLException {
    return Statements.list(
        connection,
        sql,
        row ->
            new MarkedContent(
                ContentKind.find(row.getString(1)).orElseThrow(), row.getString(2), row.getLong(3)),
        caller.tenant(),
        caller.principal());
  }

  private static int forgetOldVisits(Connection connection, Caller caller) throws SQLException {
    List<MarkedContent> visits = visits(connection, caller);
    if (visits.size() <= VISITS_MAX) {
      return 0;
    }
    return Statements.update(
        connection,
        "DELETE FROM visit WHERE tenant = ? AND principal = ? AND visited_at < ?",
        caller.tenant(),
        caller.principal(),
        visits.get(VISITS_MAX - 1).epochMillis());
  }

  /** Update, or insert when there is nothing to update: the only upsert that all databases know. */
  private void put(String update, String insert, Object[] values) {
    if (database.transact(connection -> Statements.update(connection, update, values)) > 0) {
      return;
    }
    try {
      database.transact(connection -> Statements.update(connection, insert, values));
    } catch (WeirException e) {
      // Somebody inserted it in between, which is what was wanted.
      if (e.code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
    }
  }
}
