package dev.weir.web.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.NotebookAnswer;
import dev.weir.web.api.NotebookSummary;
import java.util.List;
import java.util.OptionalLong;

/** Notebooks. */
public interface NotebookService {
  List<NotebookSummary> list(Caller caller);

  NotebookAnswer read(Caller caller, String slug);

  NotebookAnswer put(Caller caller, String slug, JsonNode resource, OptionalLong version);

  void delete(Caller caller, String slug);
}
