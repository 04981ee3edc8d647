package dev.weir.storage.s3;

/**
 * A key and its name in the bucket.
 *
 * @param key as the port names it
 * @param full with the store's prefix before it
 */
record S3Key(String key, String full) {
  /** An etag without the quotes that some answers put around it. */
  static String plainEtag(String etag) {
    return etag.replace("\"", "");
  }
}
