package dev.weir.web.content;

import dev.weir.web.api.ContentKind;
import dev.weir.web.api.UsedBy;
import dev.weir.web.store.ContentKey;
import dev.weir.web.store.ContentSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All dashboards and notebooks of a tenant, in memory, for lists, search and look-ups. Thread-safe.
 */
public final class ContentIndex {
  private static final Comparator<ContentSummary> BY_TITLE =
      Comparator.comparing((ContentSummary summary) -> summary.title().toLowerCase(Locale.ROOT))
          .thenComparing(summary -> summary.key().slug());

  private final ContentCache<?> dashboards;
  private final ContentCache<?> notebooks;

  public ContentIndex(ContentCache<?> dashboards, ContentCache<?> notebooks) {
    this.dashboards = dashboards;
    this.notebooks = notebooks;
  }

  /** Everything of one kind, by title. */
  public List<ContentSummary> list(String tenant, ContentKind kind) {
    return stream(tenant, kind).sorted(BY_TITLE).toList();
  }

  /** Everything, by title. */
  public List<ContentSummary> list(String tenant) {
    return Stream.concat(
            stream(tenant, ContentKind.DASHBOARD), stream(tenant, ContentKind.NOTEBOOK))
        .sorted(BY_TITLE)
        .toList();
  }

  /** The object of that key. */
  public Optional<ContentSummary> find(ContentKey key) {
    return stream(key.tenant(), key.kind())
        .filter(summary -> summary.key().equals(key))
        .findFirst();
  }

  /** What reads the table or view {@code namespace.table}, by title. */
  public List<UsedBy> listUsedBy(String tenant, String relation) {
    return list(tenant).stream()
        .filter(summary -> summary.relations().contains(relation))
        .map(summary -> new UsedBy(summary.key().kind(), summary.key().slug(), summary.title()))
        .toList();
  }

  private Stream<ContentSummary> stream(String tenant, ContentKind kind) {
    return switch (kind) {
      case DASHBOARD -> dashboards.list(tenant).stream();
      case NOTEBOOK -> notebooks.list(tenant).stream();
      case TABLE, COLUMN -> Stream.empty();
    };
  }
}
