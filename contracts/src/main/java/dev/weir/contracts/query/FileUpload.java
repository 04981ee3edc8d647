package dev.weir.contracts.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that is sent to become rows of a table.
 *
 * @param caller who sends it
 * @param table {@code namespace.table}
 * @param format of COPY; null: told by {@code fileName}
 * @param fileName as the sender calls it
 * @param bytes as announced, to refuse early; -1 when unknown
 * @param options of COPY as query parameters are written, {@code onError=report}; the last value of
 *     each counts
 */
public record FileUpload(
    Caller caller,
    String table,
    @Nullable String format,
    String fileName,
    long bytes,
    Map<String, List<String>> options) {}
