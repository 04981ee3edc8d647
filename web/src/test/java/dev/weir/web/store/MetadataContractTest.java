package dev.weir.web.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.ContentKind;
import java.util.ArrayList;
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
    assertThat(audit.list("default", first(null, 10)))
        .extracting(kept -> kept.entry().action())
        .containsExactly("delete", "sign-in");
    assertThat(audit.list("default", first(null, 1))).hasSize(1);
    assertThat(audit.list("default", first("bob", 10))).hasSize(2);
    assertThat(audit.list("default", first("ada", 10))).isEmpty();
    assertThat(audit.list("other", first(null, 10))).isEmpty();
  }

  @Test
  void shouldPageTheAuditLogInItsOrder() {
    // Given more entries in a millisecond than a page has, and some of nobody
    AuditRepository audit = new AuditRepository(database);
    for (int i = 0; i < 25; i++) {
      String tenant = i % 5 == 0 ? AuditRepository.NOBODYS_TENANT : "default";
      audit.insert(new AuditEntry(tenant, 1_000 + i / 10, "ada", "apply", "d" + i, "OK"));
    }
    audit.insert(new AuditEntry("other", 1_001, "eve", "apply", "hidden", "OK"));

    // When
    List<String> seen = new ArrayList<>();
    String before = null;
    List<AuditRepository.Kept> page;
    do {
      page = audit.list("default", new AuditRepository.Page(null, before, 4));
      page.forEach(kept -> seen.add(kept.entry().object()));
      before = page.isEmpty() ? null : page.getLast().id();
    } while (before != null);

    // Then
    assertThat(seen)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 25).mapToObj(i -> "d" + (25 - i)).toList());
    for (String id : List.of("", "x", "1", "1-", "-1-a", "9999999999999999999-a", "1-a' OR 1=1")) {
      assertThatThrownBy(() -> audit.list("default", new AuditRepository.Page(null, id, 4)))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }
  }

  @Test
  void shouldKeepSoManyEntriesOfATenantAndFewerOfNobody() {
    // Given
    AuditRepository audit = new AuditRepository(database, 50);
    audit.insert(new AuditEntry("other", 1, "eve", "apply", "kept", "OK"));

    // When
    for (int i = 0; i < 80; i++) {
      audit.insert(new AuditEntry("default", 100 + i, "ada", "apply", "d" + i, "OK"));
      audit.insert(
          new AuditEntry(AuditRepository.NOBODYS_TENANT, 100 + i, "", "sign-in", "n" + i, "OK"));
    }

    // Then
    List<String> kept =
        audit.list("default", first(null, 1_000)).stream()
            .map(each -> each.entry().object())
            .toList();
    assertThat(kept)
        .filteredOn(object -> object.startsWith("d"))
        .hasSize(50)
        .contains("d79", "d30");
    assertThat(kept).filteredOn(object -> object.startsWith("n")).hasSize(5).contains("n79", "n75");
    assertThat(audit.list("other", first("eve", 10))).hasSize(1);
  }

  private static AuditRepository.Page first(String principal, int limit) {
    return new AuditRepository.Page(principal, null, limit);
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
