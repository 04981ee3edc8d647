package dev.weir.web.dashboard;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.ContentKind;
import dev.weir.web.content.ContentCache;
import dev.weir.web.content.ContentWriter;
import dev.weir.web.content.Slug;
import dev.weir.web.store.ContentKey;

/** Dashboards in memory, as charts and filters need them. Thread-safe. */
public final class DashboardLibrary {
  private final ContentCache<LoadedDashboard> cache;

  public DashboardLibrary(ContentCache<LoadedDashboard> cache) {
    this.cache = cache;
  }

  /**
   * The dashboard of that slug.
   *
   * @throws WeirException RESOURCE_NOT_FOUND
   */
  public ContentCache.Entry<LoadedDashboard> load(Caller caller, String slug) {
    return cache
        .find(caller.tenant(), slug)
        .orElseThrow(() -> ContentWriter.notFound(key(caller, Slug.parse(slug).text())));
  }

  /** What the dashboard is stored under. */
  ContentKey key(Caller caller, String slug) {
    return new ContentKey(caller.tenant(), ContentKind.DASHBOARD, slug);
  }
}
