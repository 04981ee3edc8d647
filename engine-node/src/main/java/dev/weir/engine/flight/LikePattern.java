package dev.weir.engine.flight;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Patterns of metadata calls: {@code %} is any text, {@code _} any character, {@code \} escapes.
 */
final class LikePattern {
  private LikePattern() {}

  static Predicate<String> of(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else {
        if (c == '\\' && i + 1 < pattern.length()) {
          i++;
        }
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
  }
}
