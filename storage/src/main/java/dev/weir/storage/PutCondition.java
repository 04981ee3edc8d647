package dev.weir.storage;

import org.jspecify.annotations.Nullable;

/**
 * What must hold for a put to happen. Checked and written as one atomic step.
 *
 * @param kind what is checked
 * @param etag what {@link Kind#IF_MATCH} compares; null otherwise
 */
public record PutCondition(Kind kind, @Nullable String etag) {
  /** The kinds of condition. */
  public enum Kind {
    NONE,
    IF_ABSENT,
    IF_MATCH
  }

  /** Writes whatever is there. */
  public static final PutCondition NONE = new PutCondition(Kind.NONE, null);

  /** Writes only when there is no object of that key. */
  public static final PutCondition IF_ABSENT = new PutCondition(Kind.IF_ABSENT, null);

  /** Writes only when the object still has that etag. */
  public static PutCondition ifMatch(String etag) {
    return new PutCondition(Kind.IF_MATCH, etag);
  }
}
