package dev.weir.web.api;

/**
 * A column in the catalog tree.
 *
 * @param name of the column
 * @param type SQL type
 * @param key it is part of the primary key
 */
public record CatalogColumn(String name, String type, boolean key) {}
