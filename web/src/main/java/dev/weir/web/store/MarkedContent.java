package dev.weir.web.store;

import dev.weir.web.api.ContentKind;

/**
 * An object that a principal starred or visited.
 *
 * @param kind what it is
 * @param slug its name in paths
 * @param epochMillis when
 */
public record MarkedContent(ContentKind kind, String slug, long epochMillis) {}
