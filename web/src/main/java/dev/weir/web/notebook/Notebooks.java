package dev.weir.web.notebook;

import dev.weir.contracts.query.QueryGateway;
import dev.weir.crds.notebook.Notebook;
import dev.weir.web.api.ContentKind;
import dev.weir.web.content.ContentCache;
import dev.weir.web.content.ContentShelf;
import dev.weir.web.store.StoredContent;

/** Wires the service of notebooks. */
public final class Notebooks {
  private Notebooks() {}

  /**
   * @param publicUrl how a browser reaches the app, no slash at the end
   */
  public static NotebookService create(
      QueryGateway gateway,
      String publicUrl,
      ContentCache<StoredContent> cache,
      ContentShelf.Parts parts) {
    NotebookAssessor assessor = new NotebookAssessor(gateway, publicUrl);
    return new NotebookService(
        new ContentShelf<>(ContentKind.NOTEBOOK, Notebook.class, assessor::assess, cache, parts));
  }
}
