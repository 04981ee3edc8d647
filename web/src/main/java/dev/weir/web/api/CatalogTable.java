package dev.weir.web.api;

import java.util.List;

/**
 * A table or view in the catalog tree.
 *
 * @param name without the namespace
 * @param kind table or view
 * @param columns in order
 */
public record CatalogTable(String name, RelationType kind, List<CatalogColumn> columns) {}
