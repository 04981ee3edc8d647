package dev.weir.web.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard or notebook without its resource, for lists and search.
 *
 * @param key what names it
 * @param title for people
 * @param folder breadcrumb; null: none
 * @param parts charts or cells
 * @param relations tables and views that it reads, {@code namespace.table}
 * @param version 1 for the first, one more with each change
 * @param owner principal who made it
 * @param createdEpochMillis when it was made
 * @param updatedEpochMillis when it last changed
 */
public record ContentSummary(
    ContentKey key,
    String title,
    @Nullable String folder,
    int parts,
    List<String> relations,
    long version,
    String owner,
    long createdEpochMillis,
    long updatedEpochMillis) {}
