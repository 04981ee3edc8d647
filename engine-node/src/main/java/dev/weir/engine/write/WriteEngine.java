package dev.weir.engine.write;

import dev.weir.contracts.config.WriteConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * Opens connections of the SQL engine for Weir's own writing: they read and write files, and no
 * text of a user ever runs on them. Each is an engine of its own with the limits of one write.
 * Thread-safe.
 */
final class WriteEngine {
  private final WriteConfig config;

  WriteEngine(WriteConfig config) {
    this.config = config;
  }

  WriteConfig config() {
    return config;
  }

  /** A connection; the caller closes it. */
  DuckDBConnection open() throws SQLException {
    try {
      Files.createDirectories(config.spillFolder());
    } catch (IOException unwritable) {
      throw new SQLException("IO Error: " + unwritable.getMessage(), unwritable);
    }
    Properties settings = new Properties();
    settings.setProperty("threads", Integer.toString(config.threads()));
    settings.setProperty("memory_limit", config.memoryBytesMax() + "B");
    settings.setProperty("max_temp_directory_size", config.spillBytesMax() + "B");
    settings.setProperty("temp_directory", config.spillFolder().toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    DuckDBConnection connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET errors_as_json = true");
    }
    return connection;
  }
}
