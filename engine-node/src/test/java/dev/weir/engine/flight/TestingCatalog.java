package dev.weir.engine.flight;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.ResultColumn;
import java.util.List;

/** Two namespaces, a table with a key of two columns, and a view. */
final class TestingCatalog implements RelationCatalog {
  private static final List<ResultColumn> COLUMNS =
      List.of(
          new ResultColumn("day", "DATE", false),
          new ResultColumn("origin", "VARCHAR", false),
          new ResultColumn("delay", "DECIMAL(9,2)", true),
          new ResultColumn("seen", "TIMESTAMP WITH TIME ZONE", true),
          new ResultColumn("tags", "VARCHAR[]", true));

  @Override
  public List<String> namespaces(Caller caller) {
    return List.of("main", "sales.eu");
  }

  @Override
  public List<CatalogRelation> relations(Caller caller) {
    return List.of(
        new CatalogRelation(
            "main",
            "flights",
            CatalogRelation.TABLE,
            () -> COLUMNS,
            () -> List.of("day", "origin")),
        new CatalogRelation(
            "sales.eu", "late_flights", CatalogRelation.VIEW, () -> COLUMNS, List::of));
  }
}
