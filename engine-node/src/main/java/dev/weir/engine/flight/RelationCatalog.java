package dev.weir.engine.flight;

import dev.weir.contracts.query.Caller;
import java.util.List;

/** What there is to be seen by a caller, for the metadata calls of clients. Thread-safe. */
public interface RelationCatalog {

  /** Namespaces that the caller may know of, sorted. */
  List<String> namespaces(Caller caller);

  /** Tables and views that the caller may know of, sorted by namespace and name. */
  List<CatalogRelation> relations(Caller caller);
}
