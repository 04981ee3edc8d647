package dev.weir.engine.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A text with some places replaced, which knows where each place of the new text was in the old
 * one, so that errors point into what the user wrote. Immutable.
 */
public final class EditedText {

  /**
   * @param start first char that is replaced
   * @param end behind the last one; equal to {@code start} for an insertion
   * @param replacement what stands there instead
   */
  public record Edit(int start, int end, String replacement) {}

  private final String text;
  private final List<Edit> edits;

  private EditedText(String text, List<Edit> edits) {
    this.text = text;
    this.edits = edits;
  }

  /** {@code original} with {@code edits}, which must not overlap and may come in any order. */
  public static EditedText of(String original, List<Edit> edits) {
    if (edits.isEmpty()) {
      return new EditedText(original, List.of());
    }
    List<Edit> ordered = new ArrayList<>(edits);
    ordered.sort(Comparator.comparingInt(Edit::start));
    StringBuilder edited = new StringBuilder(original.length() + 64);
    int copied = 0;
    for (Edit edit : ordered) {
      edited.append(original, copied, edit.start()).append(edit.replacement());
      copied = edit.end();
    }
    edited.append(original, copied, original.length());
    return new EditedText(edited.toString(), List.copyOf(ordered));
  }

  /** The same with {@code from} in the replacements, and nowhere else, written as {@code to}. */
  public EditedText replacing(String original, String from, String to) {
    return of(
        original,
        edits.stream()
            .map(edit -> new Edit(edit.start(), edit.end(), edit.replacement().replace(from, to)))
            .toList());
  }

  /** The new text. */
  public String text() {
    return text;
  }

  /** Where the char at {@code index} of the new text was in the old one. */
  public int toOriginal(int index) {
    int shift = 0;
    for (Edit edit : edits) {
      int start = edit.start() + shift;
      if (index < start) {
        break;
      }
      if (index < start + edit.replacement().length()) {
        return edit.start();
      }
      shift += edit.replacement().length() - (edit.end() - edit.start());
    }
    return index - shift;
  }
}
