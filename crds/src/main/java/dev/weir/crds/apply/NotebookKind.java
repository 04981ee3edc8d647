package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.notebook.Notebook;
import dev.weir.crds.notebook.NotebookStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies notebooks: the web app checks and stores them. */
final class NotebookKind implements ContentKind<Notebook, NotebookStatus> {
  private static final String COLLECTION = "/api/v1/notebooks";

  @Override
  public List<Reference> references(Notebook resource) {
    return Reference.of(resource.getSpec().warehouseRef(), resource.getSpec().computeClusterRef());
  }

  @Override
  public Outcome<NotebookStatus> apply(WeirApi api, Notebook resource) {
    JsonNode status = WebContent.apply(api, COLLECTION, resource);
    int cells = resource.getSpec().cells().size();
    String url = status.path("url").asText(null);
    String lastRun = status.path("lastRunTime").asText(null);
    return Outcome.asSpecified(
        new NotebookStatus(List.of(), null, cells, url, lastRun, null), cells + " cells");
  }

  @Override
  public Outcome<NotebookStatus> check(WeirApi api, Notebook resource) {
    WebContent.check(api, COLLECTION, resource);
    return ContentKind.super.check(api, resource);
  }

  @Override
  public NotebookStatus status(
      Notebook resource,
      @Nullable NotebookStatus facts,
      List<Condition> conditions,
      @Nullable Long generation,
      @Nullable String lastError) {
    return facts == null
        ? new NotebookStatus(conditions, generation, 0, null, null, lastError)
        : new NotebookStatus(
            conditions, generation, facts.cells(), facts.url(), facts.lastRunTime(), lastError);
  }

  @Override
  public String delete(WeirApi api, Notebook resource) {
    return WebContent.delete(api, COLLECTION, resource)
        ? resource.label() + " was deleted"
        : resource.label() + " was not there";
  }
}
