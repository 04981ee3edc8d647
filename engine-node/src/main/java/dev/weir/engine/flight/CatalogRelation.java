package dev.weir.engine.flight;

import dev.weir.contracts.query.ResultColumn;
import java.util.List;
import java.util.function.Supplier;

/**
 * A table or view as clients list it.
 *
 * @param namespace levels joined by dots
 * @param name of the relation in it
 * @param type {@code TABLE} or {@code VIEW}
 * @param columns loads them
 * @param primaryKey loads the names of its columns, in order; none for a view
 */
public record CatalogRelation(
    String namespace,
    String name,
    String type,
    Supplier<List<ResultColumn>> columns,
    Supplier<List<String>> primaryKey) {
  /** A table. */
  public static final String TABLE = "TABLE";

  /** A view. */
  public static final String VIEW = "VIEW";
}
