package dev.weir.web.api;

/**
 * One line of the palette.
 *
 * @param kind what it is
 * @param slug of the dashboard or notebook, {@code namespace.table}, or {@code
 *     namespace.table.column}
 * @param title for people
 * @param detail folder, namespace, or table and type; may be empty
 */
public record SearchHit(ContentKind kind, String slug, String title, String detail) {}
