package dev.weir.web.home;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.AttentionItem;
import dev.weir.web.api.ContentItem;
import dev.weir.web.api.ContentKind;
import dev.weir.web.api.ContentState;
import dev.weir.web.api.HomeAnswer;
import dev.weir.web.catalog.CatalogService;
import dev.weir.web.content.ContentHealth;
import dev.weir.web.content.ContentIndex;
import dev.weir.web.store.ContentKey;
import dev.weir.web.store.ContentSummary;
import dev.weir.web.store.MarkRepository;
import dev.weir.web.store.MarkedContent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The home page of a caller, and the stars that it shows. Thread-safe. */
public final class HomeService {
  private static final int RECENT_MAX = 12;
  private static final int ATTENTION_MAX = 20;

  private final MarkRepository marks;
  private final ContentIndex content;
  private final ContentHealth health;
  private final CatalogService catalog;
  private final InstantSource clock;

  public HomeService(
      MarkRepository marks,
      ContentIndex content,
      ContentHealth health,
      CatalogService catalog,
      InstantSource clock) {
    this.marks = marks;
    this.content = content;
    this.health = health;
    this.catalog = catalog;
    this.clock = clock;
  }

  /** Recent objects, favourites and what needs the caller. */
  public HomeAnswer read(Caller caller) {
    List<MarkedContent> visits = marks.listVisits(caller);
    List<ContentSummary> all = content.list(caller.tenant());
    return new HomeAnswer(
        recent(caller, visits, all),
        favourites(caller),
        attention(all),
        catalog.count(caller),
        visits.isEmpty());
  }

  /**
   * Stars an object.
   *
   * @throws WeirException BAD_REQUEST for a kind that has no stars, RESOURCE_NOT_FOUND
   */
  public void addFavourite(Caller caller, String kind, String slug) {
    ContentKind known = kind(kind);
    if (find(caller, new MarkedContent(known, slug, 0)).isEmpty()) {
      throw new WeirException(
          ErrorCode.RESOURCE_NOT_FOUND, "There is no " + kind + " '" + slug + "'.", null);
    }
    marks.addFavourite(caller, known, slug, clock.millis());
  }

  /**
   * Takes a star away; nothing happens when there is none.
   *
   * @throws WeirException BAD_REQUEST for a kind that has no stars
   */
  public void removeFavourite(Caller caller, String kind, String slug) {
    marks.removeFavourite(caller, kind(kind), slug);
  }

  private List<ContentItem> recent(
      Caller caller, List<MarkedContent> visits, List<ContentSummary> all) {
    List<ContentItem> recent = new ArrayList<>();
    Set<String> shown = new HashSet<>();
    for (MarkedContent visit : visits) {
      if (recent.size() < RECENT_MAX) {
        find(caller, visit)
            .ifPresent(
                item -> {
                  recent.add(item);
                  shown.add(item.kind() + item.slug());
                });
      }
    }
    // Room that is left shows what changed last.
    all.stream()
        .filter(summary -> !shown.contains(summary.key().kind() + summary.key().slug()))
        .sorted(Comparator.comparingLong(ContentSummary::updatedEpochMillis).reversed())
        .limit(RECENT_MAX - recent.size())
        .forEach(summary -> recent.add(item(summary, null)));
    return recent;
  }

  private List<ContentItem> favourites(Caller caller) {
    return marks.listFavourites(caller).stream()
        .flatMap(mark -> find(caller, mark).stream())
        .sorted(Comparator.comparing(item -> item.title().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private List<AttentionItem> attention(List<ContentSummary> all) {
    return all.stream()
        .flatMap(summary -> attention(summary).stream())
        .limit(ATTENTION_MAX)
        .toList();
  }

  private Optional<AttentionItem> attention(ContentSummary summary) {
    String path = summary.key().kind() == ContentKind.DASHBOARD ? "/d/" : "/n/";
    return health
        .findProblem(summary.key())
        .map(
            problem ->
                new AttentionItem(
                    "“" + summary.title() + "” fails", problem, path + summary.key().slug()));
  }

  /** The object of a mark, unless it is gone or closed to the caller. */
  private Optional<ContentItem> find(Caller caller, MarkedContent mark) {
    Long visited = mark.epochMillis() == 0 ? null : Long.valueOf(mark.epochMillis());
    if (mark.kind() == ContentKind.TABLE) {
      return catalog.contains(caller, mark.slug())
          ? Optional.of(
              new ContentItem(
                  mark.kind(), mark.slug(), mark.slug(), null, visited, ContentState.READY))
          : Optional.empty();
    }
    return content
        .find(new ContentKey(caller.tenant(), mark.kind(), mark.slug()))
        .map(summary -> item(summary, visited));
  }

  private ContentItem item(ContentSummary summary, @Nullable Long visited) {
    return new ContentItem(
        summary.key().kind(),
        summary.key().slug(),
        summary.title(),
        summary.updatedEpochMillis(),
        visited,
        health.findProblem(summary.key()).isPresent() ? ContentState.FAILING : ContentState.READY);
  }

  private static ContentKind kind(String label) {
    return Stream.of(ContentKind.DASHBOARD, ContentKind.NOTEBOOK, ContentKind.TABLE)
        .filter(kind -> kind.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new WeirException(
                    ErrorCode.BAD_REQUEST,
                    "'" + label + "' cannot be starred.",
                    "Use dashboard, notebook or table."));
  }
}
