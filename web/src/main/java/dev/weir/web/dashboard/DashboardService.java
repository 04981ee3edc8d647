package dev.weir.web.dashboard;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.web.api.DashboardAnswer;
import dev.weir.web.api.DashboardSummary;
import dev.weir.web.content.ContentShelf;
import dev.weir.web.content.Slug;
import dev.weir.web.store.ContentSummary;
import dev.weir.web.store.StoredContent;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Dashboards: list, read, store, delete. Thread-safe. */
public final class DashboardService {
  private final ContentShelf<Dashboard, LoadedDashboard> shelf;

  public DashboardService(ContentShelf<Dashboard, LoadedDashboard> shelf) {
    this.shelf = shelf;
  }

  /** Every dashboard of the tenant, by title. */
  public List<DashboardSummary> list(Caller caller) {
    Set<String> favourites = shelf.listFavourites(caller);
    return shelf.list(caller).stream().map(summary -> summary(summary, favourites)).toList();
  }

  /**
   * One dashboard; the visit is noted.
   *
   * @throws WeirException RESOURCE_NOT_FOUND
   */
  public DashboardAnswer read(Caller caller, String slug) {
    StoredContent stored = shelf.read(caller, slug);
    return answer(caller, stored);
  }

  /**
   * Checks and stores a dashboard.
   *
   * @param json the resource
   * @param version that the caller has read; empty: any
   * @throws WeirException INVALID_RESOURCE with every problem, TABLE_NOT_FOUND when all of them are
   *     tables that are not there, PERMISSION_DENIED, COMMIT_CONFLICT: the old one stays
   */
  public DashboardAnswer put(Caller caller, String slug, String json, OptionalLong version) {
    return answer(caller, shelf.put(caller, Slug.parse(slug), json, version));
  }

  /**
   * Whether {@link #put} would be refused; nothing is stored.
   *
   * @param json the resource
   * @throws WeirException as {@link #put} does
   */
  public void check(Caller caller, String slug, String json) {
    shelf.check(caller, Slug.parse(slug), json);
  }

  /**
   * Deletes a dashboard.
   *
   * @throws WeirException RESOURCE_NOT_FOUND, PERMISSION_DENIED
   */
  public void delete(Caller caller, String slug) {
    shelf.delete(caller, Slug.parse(slug));
  }

  private DashboardAnswer answer(Caller caller, StoredContent stored) {
    String slug = stored.key().slug();
    return new DashboardAnswer(
        slug,
        shelf.document(stored),
        shelf.listFavourites(caller).contains(slug),
        stored.version());
  }

  private DashboardSummary summary(ContentSummary summary, Set<String> favourites) {
    String problem = shelf.findProblem(summary.key()).orElse(null);
    return new DashboardSummary(
        summary.key().slug(),
        summary.title(),
        summary.folder(),
        summary.parts(),
        favourites.contains(summary.key().slug()),
        summary.updatedEpochMillis(),
        problem == null,
        problem);
  }
}
