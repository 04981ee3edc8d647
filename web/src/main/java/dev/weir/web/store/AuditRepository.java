package dev.weir.web.store;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The audit log. Bounded by age and by number. Thread-safe. */
public final class AuditRepository {
  /** Entries older than this are deleted when new ones are written: 400 days. */
  public static final long KEPT_MILLIS = 400L * 24 * 60 * 60 * 1000;

  /** So many of a tenant are kept, and about a hundredth more between two sweeps. */
  public static final int ENTRIES_MAX = 200_000;

  /**
   * The tenant of those who were not recognised. Its entries have a bound of their own, so that
   * nobody can push others out of the log by guessing tokens.
   */
  public static final String NOBODYS_TENANT = "";

  private static final int NOBODYS_SHARE = 10;
  private static final int SWEEPS = 100;
  private static final Pattern ID = Pattern.compile("(\\d{1,18})-([0-9a-f-]{1,36})");

  private final MetadataDatabase database;
  private final int entriesMax;
  private final AuditIds ids = new AuditIds();

  public AuditRepository(MetadataDatabase database) {
    this(database, ENTRIES_MAX);
  }

  /**
   * @param entriesMax of a tenant
   */
  public AuditRepository(MetadataDatabase database, int entriesMax) {
    this.database = database;
    this.entriesMax = entriesMax;
  }

  /**
   * An entry that is kept.
   *
   * @param id names the place in the log; entries before it are older
   * @param entry what happened
   */
  public record Kept(String id, AuditEntry entry) {}

  /**
   * Which entries are wanted.
   *
   * @param principal null: of everybody
   * @param before the id of an entry, which is not among them; null: from the newest
   * @param limit at most so many
   */
  public record Page(@Nullable String principal, @Nullable String before, int limit) {}

  /** Writes an entry. */
  public void insert(AuditEntry entry) {
    // By chance, so that no tenant's entries always come between two sweeps.
    boolean sweep = ThreadLocalRandom.current().nextInt(Math.max(1, entriesMax / SWEEPS)) == 0;
    database.transact(
        connection -> {
          Statements.update(
              connection,
              "DELETE FROM audit_log WHERE tenant = ? AND logged_at < ?",
              entry.tenant(),
              entry.epochMillis() - KEPT_MILLIS);
          int inserted =
              Statements.update(
                  connection,
                  "INSERT INTO audit_log"
                      + " (id, tenant, logged_at, principal, action, object, outcome)"
                      + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                  ids.next(entry.epochMillis()),
                  entry.tenant(),
                  entry.epochMillis(),
                  entry.principal(),
                  entry.action(),
                  cut(entry.object()),
                  entry.outcome());
          return sweep ? forgetTheOldest(connection, entry.tenant()) : inserted;
        });
  }

  private static String cut(String object) {
    return object.substring(0, Math.min(AuditEntry.OBJECT_MAX, object.length()));
  }

  private int forgetTheOldest(Connection connection, String tenant) throws SQLException {
    int kept = tenant.equals(NOBODYS_TENANT) ? Math.max(1, entriesMax / NOBODYS_SHARE) : entriesMax;
    List<Long> tooOld =
        Statements.list(
            connection,
            "SELECT logged_at FROM audit_log WHERE tenant = ?"
                + " ORDER BY logged_at DESC LIMIT 1 OFFSET ?",
            row -> row.getLong(1),
            tenant,
            kept);
    return tooOld.isEmpty()
        ? 0
        : Statements.update(
            connection,
            "DELETE FROM audit_log WHERE tenant = ? AND logged_at <= ?",
            tenant,
            tooOld.getFirst());
  }

  /**
   * Entries of a tenant and of those who were not recognised, newest first.
   *
   * @throws WeirException BAD_REQUEST when {@code before} is no id
   */
  public List<Kept> list(String tenant, Page page) {
    StringBuilder sql =
        new StringBuilder(
            "SELECT id, tenant, logged_at, principal, action, object, outcome FROM audit_log"
                + " WHERE tenant IN (?, ?)");
    List<Object> values = new ArrayList<>(List.of(tenant, NOBODYS_TENANT));
    if (page.principal() != null) {
      sql.append(" AND principal = ?");
      values.add(page.principal());
    }
    if (page.before() != null) {
      Matcher before = ID.matcher(page.before());
      if (!before.matches()) {
        throw notAnId(page.before());
      }
      long millis = Long.parseLong(before.group(1));
      sql.append(" AND (logged_at < ? OR (logged_at = ? AND id < ?))");
      values.addAll(List.of(millis, millis, before.group(2)));
    }
    sql.append(" ORDER BY logged_at DESC, id DESC LIMIT ?");
    values.add(page.limit());
    return database.transact(
        connection ->
            Statements.list(connection, sql.toString(), AuditRepository::kept, values.toArray()));
  }

  private static Kept kept(ResultSet row) throws SQLException {
    return new Kept(
        row.getLong(3) + "-" + row.getString(1),
        new AuditEntry(
            row.getString(2),
            row.getLong(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7)));
  }

  private static WeirException notAnId(String before) {
    return new WeirException(
        ErrorCode.BAD_REQUEST,
        "'before' is '"
            + before.substring(0, Math.min(100, before.length()))
            + "', which is no entry's id.",
        "Send 'next' of the answer before, or leave it out for the newest entries.");
  }
}
