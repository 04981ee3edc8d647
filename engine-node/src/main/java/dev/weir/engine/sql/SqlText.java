package dev.weir.engine.sql;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;

/** Writes names and texts so that nothing in them is read as SQL. Stateless. */
public final class SqlText {
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  private SqlText() {}

  /** A name, always quoted. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Names, quoted, separated by commas. */
  public static String names(List<String> names) {
    return names.stream().map(SqlText::name).collect(Collectors.joining(", "));
  }

  /** A name for people: quoted only where it has to be. */
  public static String readable(String name) {
    return PLAIN_NAME.matcher(name).matches() ? name : name(name);
  }

  /** A table's name with its namespace, quoted. */
  public static String table(TableIdentifier table) {
    StringBuilder text = new StringBuilder();
    for (String level : table.namespace().levels()) {
      text.append(name(level)).append('.');
    }
    return text.append(name(table.name())).toString();
  }

  /** A text literal. */
  public static String string(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /** A list literal of texts. */
  public static String strings(Collection<String> texts) {
    return texts.stream().map(SqlText::string).collect(Collectors.joining(",", "[", "]"));
  }
}
