package dev.weir.web.catalog;

import dev.weir.contracts.query.Caller;
import dev.weir.web.api.CatalogAnswer;

/** The catalog tree. */
public interface CatalogService {
  CatalogAnswer read(Caller caller);
}
