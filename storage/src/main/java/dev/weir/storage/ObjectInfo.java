package dev.weir.storage;

/**
 * An object without its bytes.
 *
 * @param key path under the store's root, no leading slash
 * @param size bytes
 * @param etag changes with every write of the key; opaque
 * @param modifiedEpochMillis when it was written
 */
public record ObjectInfo(String key, long size, String etag, long modifiedEpochMillis) {}
