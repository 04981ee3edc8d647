package dev.weir.web.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A data file of a snapshot.
 *
 * @param path full path
 * @param rows records in it
 * @param bytes size
 * @param rowGroups null when the manifest does not tell
 * @param min smallest value of each column of the primary key, as text
 * @param max greatest value likewise
 */
public record FileEntry(
    String path,
    long rows,
    long bytes,
    @Nullable Integer rowGroups,
    Map<String, String> min,
    Map<String, String> max) {}
