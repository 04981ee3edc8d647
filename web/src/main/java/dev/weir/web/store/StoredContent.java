package dev.weir.web.store;

/**
 * A dashboard or notebook as it is stored.
 *
 * @param summary everything but the resource
 * @param resource the whole resource with its status, JSON
 */
public record StoredContent(ContentSummary summary, String resource) {
  /** What names it. */
  public ContentKey key() {
    return summary.key();
  }

  /** 1 for the first, one more with each change. */
  public long version() {
    return summary.version();
  }
}
