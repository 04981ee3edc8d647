package dev.weir.web.store;

import dev.weir.web.api.ContentKind;

/**
 * What names a stored object.
 *
 * @param tenant whose it is
 * @param kind dashboard or notebook
 * @param slug its name in paths
 */
public record ContentKey(String tenant, ContentKind kind, String slug) {}
