package dev.weir.engine.duck;

import dev.weir.engine.sql.SqlText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Databases in memory that hold nothing but the views of one statement, with connections that look
 * at them. One is made once for every different set of views, is shared by statements that need the
 * same, and goes when it is unused and newer ones need its place. Thread-safe.
 */
final class ViewSets {
  /** What names of such databases start with. */
  static final String PREFIX = "weir_views_";

  private static final String NOWHERE = "memory.main";

  /** Connections that stay with their database, ready for the next statement. */
  private static final int IDLE_CONNECTIONS_MAX = 4;

  private static final class Entry {
    private int users;
    private boolean made;
    private final Deque<DuckDBConnection> idle = new ArrayDeque<>();
  }

  /**
   * A connection that finds the views by their plain names.
   *
   * @param database where they are
   */
  record Lease(String database, DuckDBConnection connection) {}

  private final DuckEngine engine;
  private final int idleMax;
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param idleMax databases that are kept though nobody uses them
   */
  ViewSets(DuckEngine engine, int idleMax) {
    this.engine = engine;
    this.idleMax = idleMax;
  }

  /**
   * A connection to the database with the views of {@code template}, which is made when there is
   * none. To be released.
   *
   * @param template SQL in which {@link ViewSetSql#DATABASE} stands for the database
   * @param namespace whose views are found without it
   */
  Lease acquire(String template, String namespace) throws SQLException {
    String name = PREFIX + hash(template + '\n' + namespace);
    Entry entry;
    DuckDBConnection ready;
    synchronized (this) {
      entry = entries.computeIfAbsent(name, key -> new Entry());
      entry.users++;
      ready = entry.idle.pollFirst();
    }
    if (ready != null) {
      engine.wake(ready);
      return new Lease(name, ready);
    }
    DuckDBConnection connection = null;
    boolean done = false;
    try {
      connection = engine.lend();
      synchronized (entry) {
        if (!entry.made) {
          make(connection, name, template);
          entry.made = true;
        }
      }
      look(connection, name + "." + SqlText.name(namespace) + "," + NOWHERE);
      done = true;
      return new Lease(name, connection);
    } finally {
      if (!done) {
        if (connection != null) {
          engine.giveBack(connection, false);
        }
        leave(name);
      }
    }
  }

  /**
   * Gives a connection back, and detaches the databases that are too many.
   *
   * @param usable false: the connection is closed
   */
  void release(Lease lease, boolean usable) throws SQLException {
    boolean stays = false;
    if (usable) {
      synchronized (this) {
        Entry entry = entries.get(lease.database());
        stays = entry.idle.size() < IDLE_CONNECTIONS_MAX;
        if (stays) {
          engine.rest(lease.connection());
          entry.idle.addFirst(lease.connection());
        }
      }
    }
    if (!stays) {
      giveBack(lease.connection(), usable);
    }
    leave(lease.database());
  }

  private void giveBack(DuckDBConnection connection, boolean usable) throws SQLException {
    boolean reset = false;
    try {
      if (usable) {
        look(connection, NOWHERE);
        reset = true;
      }
    } finally {
      engine.giveBack(connection, reset);
    }
  }

  private void leave(String name) throws SQLException {
    List<String> surplus = new ArrayList<>();
    synchronized (this) {
      Entry entry = entries.get(name);
      entry.users--;
      if (entry.users == 0 && !entry.made) {
        entries.remove(name);
      }
      List<DuckDBConnection> freed = new ArrayList<>();
      Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
      int excess = entries.size() - idleMax;
      while (excess > 0 && oldest.hasNext()) {
        Map.Entry<String, Entry> candidate = oldest.next();
        if (candidate.getValue().users == 0) {
          surplus.add(candidate.getKey());
          freed.addAll(candidate.getValue().idle);
          oldest.remove();
          excess--;
        }
      }
      for (DuckDBConnection connection : freed) {
        engine.wake(connection);
        giveBack(connection, true);
      }
      // Inside the lock, so that nobody makes a database of a name that is being detached.
      if (!surplus.isEmpty()) {
        detach(surplus);
      }
    }
  }

  private void detach(List<String> databases) throws SQLException {
    DuckDBConnection connection = engine.lend();
    boolean usable = false;
    try (Statement statement = connection.createStatement()) {
      for (String database : databases) {
        statement.execute("DETACH " + database);
      }
      usable = true;
    } finally {
      engine.giveBack(connection, usable);
    }
  }

  private static void look(DuckDBConnection connection, String path) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = " + SqlText.string(path));
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
