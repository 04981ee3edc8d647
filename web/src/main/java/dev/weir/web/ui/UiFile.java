package dev.weir.web.ui;

import org.jspecify.annotations.Nullable;

/**
 * A file of the app as it is sent.
 *
 * @param bytes perhaps compressed
 * @param contentType with the charset of texts
 * @param encoding {@code br} or {@code gzip}; null: as it is
 * @param entityTag quoted, of these very bytes
 * @param immutable its name changes with its content, so a browser may keep it for ever
 * @param page it is the page that every route of the app answers with
 */
public record UiFile(
    byte[] bytes,
    String contentType,
    @Nullable String encoding,
    String entityTag,
    boolean immutable,
    boolean page) {}
