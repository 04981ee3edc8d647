package dev.weir.web.home;

import java.util.Locale;

/** How well a name answers what somebody types. Pure. */
final class SearchRank {
  /** It does not. */
  static final int NONE = 100;

  private static final int EQUAL = 0;
  private static final int PREFIX = 10;
  private static final int WORD_PREFIX = 20;
  private static final int INSIDE = 30;
  private static final int ALL_WORDS = 40;

  private SearchRank() {}

  /**
   * @param name as it is
   * @param wanted in lower case
   * @return lower is better; {@link #NONE} when it does not match
   */
  static int of(String name, String wanted) {
    String text = name.toLowerCase(Locale.ROOT);
    if (text.equals(wanted)) {
      return EQUAL;
    }
    if (text.startsWith(wanted)) {
      return PREFIX;
    }
    int at = text.indexOf(wanted);
    if (at >= 0) {
      return startsWord(text, wanted) ? WORD_PREFIX : INSIDE;
    }
    for (String word : wanted.split("\\s+")) {
      if (!text.contains(word)) {
        return NONE;
      }
    }
    return ALL_WORDS;
  }

  private static boolean startsWord(String text, String wanted) {
    for (int at = text.indexOf(wanted); at > 0; at = text.indexOf(wanted, at + 1)) {
      if (!Character.isLetterOrDigit(text.charAt(at - 1))) {
        return true;
      }
    }
    return false;
  }
}
