package dev.weir.web.store;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The metadata database, brought to the newest schema when it is opened. Thread-safe. Runs each
 * piece of work in a transaction of its own and turns its failures into coded errors.
 */
public final class MetadataDatabase implements AutoCloseable {
  private static final String MIGRATIONS = "classpath:dev/weir/web/store/migration";
  private static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(30);

  private final AgroalDataSource dataSource;

  private MetadataDatabase(AgroalDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Work on a connection; what it throws rolls it back. */
  @FunctionalInterface
  public interface Work<T> {
    /** Runs the work; commit and rollback are not its business. */
    T run(Connection connection) throws SQLException;
  }

  /**
   * Opens the database and migrates it.
   *
   * @throws WeirException INVALID_CONFIGURATION, DATA_FOLDER_IN_USE, DATA_FOLDER_UNUSABLE or
   *     UNAVAILABLE; nothing stays open
   */
  public static MetadataDatabase open(DatabaseConfig config) {
    DatabaseKind kind = DatabaseKind.of(config.url());
    AgroalDataSource dataSource = pool(config, kind);
    try {
      migrate(dataSource, kind);
      return new MetadataDatabase(dataSource);
    } catch (RuntimeException e) {
      dataSource.close();
      throw e;
    }
  }

  /** Runs {@code work} in a transaction and commits it. */
  public <T> T transact(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw DatabaseFailures.toWeir(e);
    }
  }

  @Override
  public void close() {
    dataSource.close();
  }

  private static AgroalDataSource pool(DatabaseConfig config, DatabaseKind kind) {
    Map<String, String> trust =
        config.authorities() == null ? Map.of() : kind.believing(config.authorities());
    AgroalDataSourceConfigurationSupplier supplier =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(config.connectionsMax())
                        .acquisitionTimeout(CONNECTION_WAIT_MAX)
                        .connectionFactoryConfiguration(
                            factory -> {
                              factory
                                  .connectionProviderClass(kind.driver())
                                  .jdbcUrl(config.url())
                                  .autoCommit(true);
                              trust.forEach(factory::jdbcProperty);
                              if (config.user() != null) {
                                factory.principal(new NamePrincipal(config.user()));
                              }
                              if (config.password() != null) {
                                factory.credential(new SimplePassword(config.password()));
                              }
                              return factory;
                            }));
    try {
      return AgroalDataSource.from(supplier);
    } catch (SQLException e) {
      throw DatabaseFailures.toWeir(e);
    }
  }

  private static void migrate(AgroalDataSource dataSource, DatabaseKind kind) {
    try {
      // The first connection fails here rather than inside the migration, where its cause is lost.
      dataSource.getConnection().close();
      Flyway.configure(MetadataDatabase.class.getClassLoader())
          .dataSource(dataSource)
          .locations(MIGRATIONS)
          // By default a schema of a newer version passes; this version would not understand it.
          .ignoreMigrationPatterns(new String[0])
          .placeholders(Map.of("text", kind.textType()))
          .load()
          .migrate();
    } catch (SQLException e) {
      throw DatabaseFailures.toWeir(e);
    } catch (FlywayException e) {
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          "The metadata database cannot be brought to this version's schema: " + e.getMessage(),
          "It was written by a newer version or changed by hand. Start the version that wrote it, or"
              + " restore a copy.",
          e);
    }
  }
}
