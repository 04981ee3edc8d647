package dev.weir.engine.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The COPY that an upload becomes. Everything of the request is quoted, nothing is pasted.
 *
 * @param table quoted name
 * @param options of COPY, quoted, in order
 */
record CopyStatement(String table, List<String> options) {
  private static final Pattern OPTION = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
  private static final Set<String> NOT_OPTIONS = Set.of("format", "name");

  static CopyStatement of(
      String table, @Nullable String format, Map<String, List<String>> parameters) {
    List<String> options = new ArrayList<>();
    if (format != null) {
      options.add("FORMAT " + text(format));
    }
    new TreeMap<>(parameters)
        .forEach(
            (name, values) -> {
              if (!NOT_OPTIONS.contains(name)) {
                options.add(optionName(name) + " " + text(values.getLast()));
              }
            });
    return new CopyStatement(tableName(table), options);
  }

  /** The statement for a file of that reference. */
  String from(String reference) {
    String source = "COPY " + table + " FROM " + text(reference);
    return options.isEmpty() ? source : source + " (" + String.join(", ", options) + ")";
  }

  /** {@code namespace.table}: the last point is the one between them. */
  private static String tableName(String table) {
    int point = table.lastIndexOf('.');
    if (point <= 0 || point == table.length() - 1) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'" + table + "' is not the name of a table.",
          "Write it as namespace.table.");
    }
    return identifier(table.substring(0, point)) + "." + identifier(table.substring(point + 1));
  }

  /** {@code onError} to {@code ON_ERROR}. */
  private static String optionName(String parameter) {
    if (!OPTION.matcher(parameter).matches()) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'" + parameter + "' is not an option.",
          "Options are words, as in onError=report.");
    }
    return parameter.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private static String identifier(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
