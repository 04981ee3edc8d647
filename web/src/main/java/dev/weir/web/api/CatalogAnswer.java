package dev.weir.web.api;

import java.util.List;

/**
 * Everything in the catalog that the caller may see.
 *
 * @param namespaces by name
 * @param version grows with every change of the catalog
 */
public record CatalogAnswer(List<CatalogNamespace> namespaces, long version) {}
