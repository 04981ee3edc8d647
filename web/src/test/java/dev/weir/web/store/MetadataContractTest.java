package dev.weir.web.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.query.Caller;
import dev.weir.web.api.ContentKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every metadata database must do, whichever it is. */
abstract class MetadataContractTest {
  private static final Caller ADA = new Caller("default", "ada", "Ada", List.of(), true);
  private static final Caller BOB = new Caller("default", "bob", "Bob", List.of(), false);
  private static final ContentKey KEY =
      new ContentKey("default", ContentKind.DASHBOARD, "ops~on-time");

  protected MetadataDatabase database;

  /** The same database each time within one test. */
  protected abstract MetadataDatabase open();

  @BeforeEach
  void openDatabase() {
    database = open();
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void shouldKeepContentWhole() {
    // Given text beyond any VARCHAR, with characters of every length in UTF-8
    String resource = "{\"text\": \"aé日🙂\"}" + " ".repeat(2_000_000);
    StoredContent content = content(1, resource, List.of("default.flights", "x.\"y\""));

    // When
    assertThat(contents().insert(content)).isTrue();
    database.close();
    database = open();

    // Then
    assertThat(contents().find(KEY)).contains(content);
    assertThat(contents().findVersion(KEY)).hasValue(1);
    assertThat(contents().list("default", ContentKind.DASHBOARD))
        .containsExactly(content.summary());
    assertThat(contents().list("other", ContentKind.DASHBOARD)).isEmpty();
    assertThat(contents().list("default", ContentKind.NOTEBOOK)).isEmpty();
  }

  @Test
  void shouldReplaceOnlyTheVersionThatWasRead() {
    // Given
    assertThat(contents().insert(content(1, "1", List.of("a.b")))).isTrue();

    // Then
    assertThat(contents().insert(content(1, "again", List.of()))).isFalse();
    assertThat(contents().replace(content(3, "3", List.of()))).isFalse();
    assertThat(contents().replace(content(2, "2", List.of("c.d")))).isTrue();
    assertThat(contents().replace(content(2, "late", List.of()))).isFalse();
    assertThat(contents().find(KEY)).contains(content(2, "2", List.of("c.d")));
  }

  @Test
  void shouldDeleteContentWithItsStarsAndVisits() {
    // Given
    contents().insert(content(1, "1", List.of("a.b")));
    marks().addFavourite(BOB, ContentKind.DASHBOARD, KEY.slug(), 1);
    marks().visit(BOB, ContentKind.DASHBOARD, KEY.slug(), 1);

    // Then
    assertThat(contents().delete(KEY)).isTrue();
    assertThat(contents().delete(KEY)).isFalse();
    assertThat(contents().find(KEY)).isEmpty();
    assertThat(marks().listFavourites(BOB)).isEmpty();
    assertThat(marks().listVisits(BOB)).isEmpty();
  }

  @Test
  void shouldKeepStarsOfEachPrincipal() {
    marks().addFavourite(BOB, ContentKind.TABLE, "default.flights", 1);
    marks().addFavourite(BOB, ContentKind.TABLE, "default.flights", 2);
    marks().addFavourite(ADA, ContentKind.DASHBOARD, "x", 3);
    assertThat(marks().listFavourites(BOB))
        .extracting(MarkedContent::slug)
        .containsExactly("default.flights");
    marks().removeFavourite(BOB, ContentKind.TABLE, "default.flights");
    assertThat(marks().listFavourites(BOB)).isEmpty();
    assertThat(marks().listFavourites(ADA)).hasSize(1);
  }

  @Test
  void shouldForgetTheOldestVisits() {
    // When
    int visits = MarkRepository.VISITS_MAX + 5;
    IntStream.range(0, visits)
        .forEach(i -> marks().visit(BOB, ContentKind.DASHBOARD, "d" + i, i + 1));
    marks().visit(BOB, ContentKind.DASHBOARD, "d7", visits + 1);

    // Then
    List<MarkedContent> kept = marks().listVisits(BOB);
    assertThat(kept).hasSize(MarkRepository.VISITS_MAX);
    assertThat(kept.getFirst().slug()).isEqualTo("d7");
    assertThat(kept).extracting(MarkedContent::slug).doesNotContain("d0");
  }

  @Test
  void shouldForgetSessionsThatExpiredOrAreTooMany() {
    // Given
    SessionRepository sessions = new SessionRepository(database);
    sessions.insert(new StoredSession("old", "default", "bob", "sealed", 1, 10));
    for (int i = 0; i < SessionRepository.SESSIONS_OF_PRINCIPAL_MAX; i++) {
      sessions.insert(new StoredSession("s" + i, "default", "bob", "sealed", 100 + i, 1000));
    }

    // Then
    assertThat(sessions.find("old", 5)).isEmpty();
    assertThat(sessions.find("s0", 500)).isPresent();
    assertThat(sessions.find("s0", 1000)).isEmpty();
    sessions.insert(new StoredSession("new", "default", "bob", "sealed", 200, 1000));
    assertThat(sessions.find("s0", 500)).isEmpty();
    assertThat(sessions.find("s1", 500)).isPresent();
    sessions.delete("s1");
    assertThat(sessions.find("s1", 500)).isEmpty();
  }

  @Test
  void shouldKeepTheAuditLogAndForgetWhatIsTooOld() {
    // Given
    AuditRepository audit = new AuditRepository(database);
    audit.insert(new AuditEntry("default", 1, "ada", "apply", "x".repeat(700), "OK"));
    long later = AuditRepository.KEPT_MILLIS + 2;

    // When
    audit.insert(new AuditEntry("default", later, "bob", "sign-in", "", "OK"));
    audit.insert(new AuditEntry("default", later + 1, "bob", "delete", "y", "PERMISSION_DENIED"));

    // Then
    assertThat(audit.list("default", 10))
        .extracting(AuditEntry::action)
        .containsExactly("delete", "sign-in");
    assertThat(audit.list("default", 1)).hasSize(1);
    assertThat(audit.list("other", 10)).isEmpty();
  }

  private ContentRepository contents() {
    return new ContentRepository(database);
  }

  private MarkRepository marks() {
    return new MarkRepository(database);
  }

  private static StoredContent content(long version, String resource, List<String> relations) {
    return new StoredContent(
        new ContentSummary(
            KEY, "On time 日", null, 3, relations, version, "ada", 1_000, 1_000 + version),
        resource);
  }
}
