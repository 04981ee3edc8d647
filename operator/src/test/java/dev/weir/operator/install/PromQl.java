package dev.weir.operator.install;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a PromQL expression. It is read word by word, not parsed: a word that is neither an
 * operator nor a function that the chart's expressions use is taken for a metric.
 *
 * @param metrics each with the labels that its selectors name
 * @param grouping labels after {@code by}
 */
record PromQl(Map<String, Set<String>> metrics, Set<String> grouping) {
  private static final Set<String> KNOWN =
      Set.of("sum", "max", "by", "rate", "increase", "absent", "histogram_quantile");
  private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w$.])([a-zA-Z_]\\w*)(?:\\{([^}]*)})?");

  static PromQl of(String expression) {
    String plain = RANGE.matcher(TEXT.matcher(expression).replaceAll("")).replaceAll("");
    Set<String> grouping = new LinkedHashSet<>();
    Matcher groups = GROUPING.matcher(plain);
    while (groups.find()) {
      grouping.addAll(names(groups.group(1)));
    }
    Map<String, Set<String>> metrics = new LinkedHashMap<>();
    Matcher words = WORD.matcher(groups.replaceAll(""));
    while (words.find()) {
      if (!KNOWN.contains(words.group(1))) {
        Set<String> labels = metrics.computeIfAbsent(words.group(1), name -> new TreeSet<>());
        if (words.group(2) != null) {
          labels.addAll(names(words.group(2)));
        }
      }
    }
    return new PromQl(metrics, grouping);
  }

  private static Set<String> names(String list) {
    Set<String> names = new TreeSet<>();
    Arrays.stream(list.split(",", -1))
        .map(part -> part.replaceAll("[!=~].*", "").strip())
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }
}
