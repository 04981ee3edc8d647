package dev.weir.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.query.Caller;
import dev.weir.web.store.AuditEntry;
import dev.weir.web.store.AuditRepository;
import dev.weir.web.store.MetadataDatabase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogIT {
  private static final Caller ADA = new Caller("default", "ada", "Ada", List.of(), false);
  private static final Caller BOB = new Caller("default", "bob", "Bob", List.of(), false);

  @TempDir Path folder;
  private MetadataDatabase database;
  private AuditRepository entries;
  private AuditLog audit;

  @BeforeEach
  void open() {
    database = MetadataDatabase.open(DatabaseConfig.onDisk(folder));
    entries = new AuditRepository(database);
    audit = new AuditLog(entries, InstantSource.system());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void shouldKeepWhatCallersWroteOnOneLineThatCommandsNoTerminal() {
    // When
    audit.record(ADA, "grant", "GRANT\r\n SELECT\t\u001b[2J\u009b2J\u202e\u2028ON t ", AuditLog.OK);
    audit.record(ADA, "grant", "x".repeat(AuditEntry.OBJECT_MAX + 1), AuditLog.OK);

    // Then
    assertThat(objects()).containsExactly("x".repeat(600), "GRANT SELECT [2J 2J ON t");
  }

  @Test
  void shouldWriteOnceWhatIsDoneAgainAndAgain() {
    // When
    for (int i = 0; i < 3; i++) {
      audit.recordOnce(ADA, "request", "GET /a", "PERMISSION_DENIED");
      audit.recordOnce(BOB, "request", "GET /a", "PERMISSION_DENIED");
      audit.recordOnce(ADA, "request", "GET /b", "PERMISSION_DENIED");
    }

    // Then
    assertThat(objects()).containsExactly("GET /b", "GET /a", "GET /a");
  }

  @Test
  void shouldNotFailWhatWasDoneWhenItCannotWrite() {
    database.close();
    assertThatCode(() -> audit.record(ADA, "apply", "Dashboard a", AuditLog.OK))
        .doesNotThrowAnyException();
  }

  private List<String> objects() {
    return entries.list("default", new AuditRepository.Page(null, null, 100)).stream()
        .map(kept -> kept.entry().object())
        .toList();
  }
}
