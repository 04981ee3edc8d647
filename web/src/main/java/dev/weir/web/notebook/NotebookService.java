package dev.weir.web.notebook;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.crds.notebook.Notebook;
import dev.weir.web.api.NotebookAnswer;
import dev.weir.web.api.NotebookSummary;
import dev.weir.web.content.ContentShelf;
import dev.weir.web.content.Slug;
import dev.weir.web.store.ContentSummary;
import dev.weir.web.store.StoredContent;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Notebooks: list, read, store, delete. Thread-safe. */
public final class NotebookService {
  private final ContentShelf<Notebook, StoredContent> shelf;

  public NotebookService(ContentShelf<Notebook, StoredContent> shelf) {
    this.shelf = shelf;
  }

  /** Every notebook of the tenant, by title. */
  public List<NotebookSummary> list(Caller caller) {
    Set<String> favourites = shelf.listFavourites(caller);
    return shelf.list(caller).stream().map(summary -> summary(summary, favourites)).toList();
  }

  /**
   * One notebook; the visit is noted.
   *
   * @throws WeirException RESOURCE_NOT_FOUND
   */
  public NotebookAnswer read(Caller caller, String slug) {
    return answer(caller, shelf.read(caller, slug));
  }

  /**
   * Checks and stores a notebook.
   *
   * @param json the resource
   * @param version that the caller has read; empty: any
   * @throws WeirException INVALID_RESOURCE with every problem, TABLE_NOT_FOUND when all of them are
   *     tables that are not there, PERMISSION_DENIED, COMMIT_CONFLICT: the old one stays
   */
  public NotebookAnswer put(Caller caller, String slug, String json, OptionalLong version) {
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
   * Deletes a notebook.
   *
   * @throws WeirException RESOURCE_NOT_FOUND, PERMISSION_DENIED
   */
  public void delete(Caller caller, String slug) {
    shelf.delete(caller, Slug.parse(slug));
  }

  private NotebookAnswer answer(Caller caller, StoredContent stored) {
    String slug = stored.key().slug();
    return new NotebookAnswer(
        slug,
        shelf.document(stored),
        shelf.listFavourites(caller).contains(slug),
        stored.version());
  }

  private NotebookSummary summary(ContentSummary summary, Set<String> favourites) {
    String problem = shelf.findProblem(summary.key()).orElse(null);
    return new NotebookSummary(
        summary.key().slug(),
        summary.title(),
        summary.parts(),
        favourites.contains(summary.key().slug()),
        summary.updatedEpochMillis(),
        problem == null,
        problem);
  }
}
