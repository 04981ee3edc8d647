package dev.weir.crds.validation;

import dev.weir.contracts.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong in a resource.
 *
 * @param place where in the file; null when the resource did not come from one
 * @param path of the field, {@code spec.charts[2].tpye}; empty when it is about the whole document
 * @param message what is wrong
 * @param hint what to do; null when the message says it
 * @param code of its kind; INVALID_RESOURCE unless somebody decides by another one
 */
public record Problem(
    @Nullable Place place, String path, String message, @Nullable String hint, ErrorCode code) {

  /** An INVALID_RESOURCE. */
  public Problem(@Nullable Place place, String path, String message, @Nullable String hint) {
    this(place, path, message, hint, ErrorCode.INVALID_RESOURCE);
  }

  /**
   * A place in a file.
   *
   * @param source name of the file, as the user gave it
   * @param document from 1
   * @param line from 1; 0 when it is not known
   */
  public record Place(String source, int document, int line) {}

  /** A problem of a resource that did not come from a file. */
  public static Problem of(String path, String message, @Nullable String hint) {
    return new Problem(null, path, message, hint);
  }

  /** The same with a table that is not there, which may yet be made. */
  public Problem withMissingTable() {
    return new Problem(place, path, message, hint, ErrorCode.TABLE_NOT_FOUND);
  }

  /** One line: {@code flights.yaml, document 2, line 31: spec.title: missing; …}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (place != null) {
      text.append(place.source()).append(", document ").append(place.document());
      if (place.line() > 0) {
        text.append(", line ").append(place.line());
      }
      text.append(": ");
    }
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(message);
    if (hint != null) {
      text.append("; ").append(hint);
    }
    return text.toString();
  }
}
