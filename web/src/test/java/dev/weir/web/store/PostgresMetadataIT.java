package dev.weir.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster's database: a real server. */
class PostgresMetadataIT extends MetadataContractTest {
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  /** Each test begins with nothing; the contract opens the database afterwards. */
  @Override
  @BeforeEach
  void openDatabase() {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE");
      statement.execute("CREATE SCHEMA public");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    super.openDatabase();
  }

  @Override
  protected MetadataDatabase open() {
    return MetadataDatabase.open(config("postgres", server.getPort()));
  }

  private static DatabaseConfig config(String user, int port) {
    return new DatabaseConfig(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", user, "a secret", null, 4);
  }

  @Test
  void shouldNotSayThePasswordWhenItIsRefused() {
    assertThatThrownBy(() -> MetadataDatabase.open(config("nobody", server.getPort())))
        .isInstanceOfSatisfying(WeirException.class, e -> assertRefusal(e));
  }

  @Test
  void shouldSayThatNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> MetadataDatabase.open(config("postgres", port)))
        .isInstanceOfSatisfying(WeirException.class, e -> assertRefusal(e));
  }

  private static void assertRefusal(WeirException e) {
    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(e.getMessage() + e.hint()).doesNotContain("a secret");
  }
}
