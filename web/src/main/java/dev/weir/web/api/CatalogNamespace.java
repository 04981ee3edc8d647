package dev.weir.web.api;

import java.util.List;

/**
 * A namespace and what the caller may see in it.
 *
 * @param name levels joined by dots
 * @param tables by name
 */
public record CatalogNamespace(String name, List<CatalogTable> tables) {}
