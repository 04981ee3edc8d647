package dev.weir.engine.duck;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Databases in memory that hold nothing but the views of one statement. One is made once for every
 * different set of views, is shared by statements that need the same, and goes when it is unused
 * and newer ones need its place. Thread-safe.
 */
final class ViewSets {
  /** What names of such databases start with. */
  static final String PREFIX = "weir_views_";

  private static final class Entry {
    private int users;
    private boolean made;
  }

  private final int idleMax;
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param idleMax databases that are kept though nobody uses them
   */
  ViewSets(int idleMax) {
    this.idleMax = idleMax;
  }

  /**
   * The name of the database with the views of {@code template}, made when there is none. To be
   * released.
   *
   * @param template SQL in which {@link ViewSetSql#DATABASE} stands for the database
   */
  String acquire(DuckDBConnection connection, String template) throws SQLException {
    String name = PREFIX + hash(template);
    Entry entry;
    synchronized (this) {
      entry = entries.computeIfAbsent(name, key -> new Entry());
      entry.users++;
    }
    boolean done = false;
    try {
      synchronized (entry) {
        if (!entry.made) {
          make(connection, name, template);
          entry.made = true;
        }
      }
      done = true;
      return name;
    } finally {
      if (!done) {
        release(connection, name);
      }
    }
  }

  /** Gives a database back, and detaches those that are too many. */
  void release(DuckDBConnection connection, String name) throws SQLException {
    List<String> surplus = new ArrayList<>();
    synchronized (this) {
      Entry entry = entries.get(name);
      entry.users--;
      if (entry.users == 0 && !entry.made) {
        entries.remove(name);
      }
      Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
      int excess = entries.size() - idleMax;
      while (excess > 0 && oldest.hasNext()) {
        Map.Entry<String, Entry> candidate = oldest.next();
        if (candidate.getValue().users == 0) {
          surplus.add(candidate.getKey());
          oldest.remove();
          excess--;
        }
      }
      // Inside the lock, so that nobody makes a database of a name that is being detached.
      if (!surplus.isEmpty()) {
        try (Statement statement = connection.createStatement()) {
          for (String database : surplus) {
            statement.execute("DETACH " + database);
          }
        }
      }
    }
  }

  private static void make(DuckDBConnection connection, String name, String template)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ATTACH ':memory:' AS " + name);
      try {
        statement.execute(template.replace(ViewSetSql.DATABASE, name));
      } catch (SQLException e) {
        try (Statement cleanup = connection.createStatement()) {
          cleanup.execute("DETACH " + name);
        }
        throw e;
      }
    }
  }

  private static String hash(String template) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(template.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
