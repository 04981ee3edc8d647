package dev.weir.engine.duck;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.SqlText;
import dev.weir.engine.sql.SyntaxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * The one DuckDB of a node: in memory, without extensions, files outside of its folders, network or
 * a configuration that anybody could change. Connections are kept and lent. Thread-safe.
 */
public final class DuckEngine implements SyntaxReader, AutoCloseable {
  /** Idle connections that are kept; each costs little, so that the limit is generous. */
  private static final int IDLE_MAX = 64;

  /** What the engine may have ready of a result while what was ready before is being sent. */
  private static final String STREAM_AHEAD = "16MB";

  private final Properties properties;
  private final String url;
  private final DuckDBConnection root;
  private final Deque<DuckDBConnection> idle = new ArrayDeque<>();
  private final Set<DuckDBConnection> resting = new HashSet<>();
  private final DuckSyntax syntax = new DuckSyntax(this);
  private int lent;
  private boolean closed;

  private DuckEngine(String url, Properties properties, DuckDBConnection root) {
    this.url = url;
    this.properties = properties;
    this.root = root;
  }

  /**
   * Starts it. What an earlier process left in the spill folder is deleted.
   *
   * @param dataFolders that views and Weir's own code may read and write; the staging folder is one
   *     of them
   */
  public static DuckEngine start(EngineConfig config, List<Path> dataFolders) {
    try {
      ScratchFolder.wipe(config.spillFolder());
      Files.createDirectories(config.stagingFolder());
      List<String> folders = new ArrayList<>();
      for (Path folder : dataFolders) {
        folders.add(folder.toAbsolutePath() + "/");
      }
      folders.add(config.stagingFolder().toAbsolutePath() + "/");
      String url = "jdbc:duckdb::memory:weir-" + UUID.randomUUID();
      Properties properties = new Properties();
      properties.setProperty("jdbc_stream_results", "true");
      // A defect in one query must not close the engine for all others.
      properties.setProperty("disable_database_invalidation", "true");
      DuckDBConnection root =
          DriverManager.getConnection(url, properties).unwrap(DuckDBConnection.class);
      try (Statement statement = root.createStatement()) {
        for (String setting : settings(config, folders)) {
          statement.execute(setting);
        }
      }
      return new DuckEngine(url, properties, root);
    } catch (SQLException e) {
      throw new WeirException(
          ErrorCode.INTERNAL, "the SQL engine does not start: " + e.getMessage(), null, e);
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          "cannot write " + config.spillFolder(),
          "Check its rights and the space on its disk.",
          e);
    }
  }

  private static List<String> settings(EngineConfig config, List<String> folders) {
    EngineConfig.SqlEngine limits = config.sqlEngine();
    return List.of(
        "SET threads = " + limits.threads(),
        "SET memory_limit = '" + limits.memoryBytesMax() + "B'",
        "SET temp_directory = " + SqlText.string(config.spillFolder().toAbsolutePath().toString()),
        "SET max_temp_directory_size = '" + limits.spillBytesMax() + "B'",
        "SET GLOBAL TimeZone = 'UTC'",
        "SET GLOBAL errors_as_json = true",
        "SET GLOBAL parquet_metadata_cache = true",
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET allow_community_extensions = false",
        "CREATE MACRO numbers(n) AS TABLE SELECT range::UBIGINT AS number FROM range(n::BIGINT)",
        "CREATE MACRO numbers_mt(n) AS TABLE SELECT range::UBIGINT AS number FROM range(n::BIGINT)",
        "SET allowed_directories = " + SqlText.strings(folders),
        "SET enable_external_access = false",
        "SET allowed_configs = ['search_path', 'enable_profiling', 'enable_progress_bar', "
            + "'enable_progress_bar_print', 'streaming_buffer_size']",
        "SET lock_configuration = true");
  }

  /** A connection for one thread. It is given back with {@link #giveBack}. */
  DuckDBConnection lend() throws SQLException {
    synchronized (idle) {
      DuckDBConnection connection = idle.pollFirst();
      if (connection != null) {
        lent++;
        return connection;
      }
    }
    DuckDBConnection connection =
        DriverManager.getConnection(url, properties).unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET enable_progress_bar = true");
      statement.execute("SET enable_progress_bar_print = false");
      statement.execute("SET enable_profiling = 'no_output'");
      statement.execute("SET streaming_buffer_size = '" + STREAM_AHEAD + "'");
    }
    synchronized (idle) {
      lent++;
    }
    return connection;
  }

  /** A lent connection is not used for a while, but stays where it is. */
  void rest(DuckDBConnection connection) {
    synchronized (idle) {
      lent--;
      if (!closed) {
        resting.add(connection);
        return;
      }
    }
    close(connection);
  }

  /** A connection that rested is used again. */
  void wake(DuckDBConnection connection) {
    synchronized (idle) {
      lent++;
      resting.remove(connection);
    }
  }

  /** Connections that are lent and not given back yet; those that rest are not counted. */
  public int lent() {
    synchronized (idle) {
      return lent;
    }
  }

  /** Takes a connection back; a broken one is closed. */
  void giveBack(DuckDBConnection connection, boolean usable) {
    synchronized (idle) {
      lent--;
      if (usable && !closed && idle.size() < IDLE_MAX) {
        idle.addFirst(connection);
        return;
      }
    }
    close(connection);
  }

  private static void close(DuckDBConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("closing a connection never fails", e);
    }
  }

  @Override
  public String read(String sql) {
    return syntax.read(sql);
  }

  @Override
  public void close() {
    syntax.close();
    List<DuckDBConnection> all;
    synchronized (idle) {
      closed = true;
      all = new ArrayList<>(idle);
      all.addAll(resting);
      idle.clear();
      resting.clear();
    }
    all.add(root);
    for (DuckDBConnection connection : all) {
      close(connection);
    }
  }
}
