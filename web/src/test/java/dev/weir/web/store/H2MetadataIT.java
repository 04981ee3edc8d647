package dev.weir.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laptop's database. */
class H2MetadataIT extends MetadataContractTest {
  @TempDir Path folder;

  @Override
  protected MetadataDatabase open() {
    return MetadataDatabase.open(DatabaseConfig.onDisk(folder));
  }

  @Test
  void shouldOutliveAThreadThatIsInterrupted() throws InterruptedException {
    // Given
    AuditRepository audit = new AuditRepository(database);

    // When
    Thread stopped =
        Thread.ofVirtual()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  audit.insert(new AuditEntry("default", 1, "ada", "apply", "a", "OK"));
                });
    stopped.join();
    audit.insert(new AuditEntry("default", 2, "ada", "apply", "b", "OK"));

    // Then
    assertThat(audit.list("default", new AuditRepository.Page(null, null, 10)))
        .extracting(kept -> kept.entry().object())
        .containsExactly("b", "a");
  }

  @Test
  void shouldRefuseAFolderThatIsAFile() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("file"), "x");

    // Then
    assertRefused(file.resolve("below"), ErrorCode.DATA_FOLDER_UNUSABLE);
  }

  @Test
  void shouldRefuseADatabaseThatIsDamaged() throws IOException {
    // Given
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.write(other.resolve("web.mv.db"), new byte[100_000]);

    // Then
    assertRefused(other, ErrorCode.DATA_FOLDER_UNUSABLE);
  }

  @Test
  void shouldRefuseADatabaseOfANewerVersion() throws SQLException {
    // Given a schema that a later version of Weir has brought further
    Path other = folder.resolve("newer");
    MetadataDatabase.open(DatabaseConfig.onDisk(other)).close();
    try (Connection connection =
            new Driver().connect(DatabaseConfig.onDisk(other).url(), new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO \"flyway_schema_history\" SELECT 99, '99', \"description\", \"type\","
              + " \"script\", \"checksum\", \"installed_by\", \"installed_on\","
              + " \"execution_time\", \"success\" FROM \"flyway_schema_history\""
              + " WHERE \"version\" = '1'");
      statement.execute("SHUTDOWN");
    }

    // Then
    assertRefused(other, ErrorCode.DATA_FOLDER_UNUSABLE);
  }

  @Test
  void shouldRefuseADatabaseOfAnUnknownKind() {
    assertThatThrownBy(
            () -> MetadataDatabase.open(new DatabaseConfig("jdbc:sqlite:x", null, "pw", null, 1)))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(e.getMessage() + e.hint()).doesNotContain("sqlite:x", "pw");
            });
  }

  @Test
  void shouldRefuseADatabaseWhoseDriverIsMissing() {
    assertThatThrownBy(
            () ->
                MetadataDatabase.open(new DatabaseConfig("jdbc:mysql://x/y", null, null, null, 1)))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  private static void assertRefused(Path folder, ErrorCode code) {
    assertThatThrownBy(() -> MetadataDatabase.open(DatabaseConfig.onDisk(folder)))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.hint()).isNotBlank();
            });
  }
}
