package dev.weir.web.home;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.CatalogColumn;
import dev.weir.web.api.CatalogNamespace;
import dev.weir.web.api.CatalogTable;
import dev.weir.web.api.ContentKind;
import dev.weir.web.api.RelationType;
import dev.weir.web.api.SearchHit;
import dev.weir.web.catalog.CatalogService;
import dev.weir.web.content.ContentIndex;
import dev.weir.web.store.ContentSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The palette's search, in memory, over what the caller may know of. Thread-safe. */
public final class SearchService {
  private static final int LIMIT_MAX = 100;

  private final CatalogService catalog;
  private final ContentIndex content;

  public SearchService(CatalogService catalog, ContentIndex content) {
    this.catalog = catalog;
    this.content = content;
  }

  /**
   * The best hits, best first. An empty text finds dashboards, notebooks and tables, not columns.
   *
   * @throws WeirException BAD_REQUEST for a limit out of range
   */
  public List<SearchHit> search(Caller caller, String text, int limit) {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'limit' is " + limit + ".",
          "Use a number from 1 to " + LIMIT_MAX + ".");
    }
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<Ranked> found = new ArrayList<>();
    for (SearchHit hit : everything(caller, !wanted.isEmpty())) {
      int rank = rank(hit, wanted);
      if (rank < SearchRank.NONE) {
        found.add(new Ranked(hit, rank));
      }
    }
    return found.stream()
        .sorted(
            Comparator.comparingInt(Ranked::rank)
                .thenComparing(ranked -> ranked.hit().kind())
                .thenComparing(ranked -> ranked.hit().title().length())
                .thenComparing(ranked -> ranked.hit().title())
                .thenComparing(ranked -> ranked.hit().slug()))
        .limit(limit)
        .map(Ranked::hit)
        .toList();
  }

  /** By title or slug; a column only by its own name, or it would answer for its whole table. */
  private static int rank(SearchHit hit, String wanted) {
    int byTitle = SearchRank.of(hit.title(), wanted);
    return hit.kind() == ContentKind.COLUMN && wanted.indexOf('.') < 0
        ? byTitle
        : Math.min(byTitle, SearchRank.of(hit.slug(), wanted) + 1);
  }

  private record Ranked(SearchHit hit, int rank) {}

  private List<SearchHit> everything(Caller caller, boolean columns) {
    List<SearchHit> all = new ArrayList<>();
    for (ContentSummary summary : content.list(caller.tenant())) {
      all.add(
          new SearchHit(
              summary.key().kind(),
              summary.key().slug(),
              summary.title(),
              summary.folder() == null ? "" : summary.folder()));
    }
    for (CatalogNamespace namespace : catalog.read(caller).namespaces()) {
      for (CatalogTable table : namespace.tables()) {
        String name = namespace.name() + "." + table.name();
        all.add(
            new SearchHit(
                ContentKind.TABLE,
                name,
                table.name(),
                (table.kind() == RelationType.VIEW ? "view in " : "table in ") + namespace.name()));
        if (columns) {
          for (CatalogColumn column : table.columns()) {
            all.add(
                new SearchHit(
                    ContentKind.COLUMN,
                    name + "." + column.name(),
                    column.name(),
                    name + " · " + column.type()));
          }
        }
      }
    }
    return all;
  }
}
