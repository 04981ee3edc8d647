package dev.weir.engine.upload;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The COPY that an upload becomes. Everything of the request is quoted, nothing is pasted.
 *
 * @param table quoted name
 * @param columns of the table, quoted, in the order of the file; empty: as the file names them
 * @param options of COPY, quoted, in order
 */
record CopyStatement(String table, List<String> columns, List<String> options) {
  private static final Pattern OPTION = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
  private static final String COLUMNS = "columns";
  private static final Set<String> NOT_OPTIONS = Set.of("format", "name", COLUMNS);

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
    return new CopyStatement(tableName(table), columns(parameters), options);
  }

  /** The statement for a file of that reference. */
  String from(String reference) {
    String list = columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")";
    String source = "COPY " + table + list + " FROM " + text(reference);
    return options.isEmpty() ? source : source + " (" + String.join(", ", options) + ")";
  }

  /** Names separated by commas. */
  private static List<String> columns(Map<String, List<String>> parameters) {
    return parameters.getOrDefault(COLUMNS, List.of()).stream()
        .flatMap(names -> Stream.of(names.split(",")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(CopyStatement::identifier)
        .toList();
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
