package dev.weir.engine.command.run;

import dev.weir.engine.sql.SqlText;
import dev.weir.engine.sql.SqlTypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.SortField;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;

/** The statements that would make a table or view again. Stateless. */
final class CreateText {
  private static final Map<String, String> OPTIONS =
      Map.of(
          TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
          "target_file_size",
          "weir.row-group-rows",
          "row_group_rows",
          "comment",
          "comment");

  private CreateText() {}

  static String view(TableIdentifier name, String query) {
    return "CREATE VIEW " + readable(name) + " AS " + query;
  }

  static String table(TableIdentifier name, Table table) {
    List<String> lines = new ArrayList<>();
    for (Types.NestedField field : table.schema().columns()) {
      lines.add(column(field));
    }
    List<String> key = new ArrayList<>();
    List<String> order = new ArrayList<>();
    for (SortField field : table.sortOrder().fields()) {
      String column = SqlText.readable(table.schema().findColumnName(field.sourceId()));
      if (table.schema().identifierFieldIds().contains(field.sourceId())) {
        key.add(column);
      } else {
        order.add(column + (field.direction() == SortDirection.DESC ? " DESC" : ""));
      }
    }
    if (key.isEmpty()) {
      table.schema().identifierFieldNames().forEach(column -> key.add(SqlText.readable(column)));
    }
    if (!key.isEmpty()) {
      lines.add("  PRIMARY KEY (" + String.join(", ", key) + ")");
    }
    StringBuilder text = new StringBuilder("CREATE TABLE ").append(readable(name)).append(" (\n");
    text.append(String.join(",\n", lines)).append("\n)");
    if (!order.isEmpty()) {
      text.append(" ORDER BY (").append(String.join(", ", order)).append(')');
    }
    return text.append(options(table)).toString();
  }

  private static String column(Types.NestedField field) {
    return "  "
        + SqlText.readable(field.name())
        + " "
        + SqlTypeNames.of(field.type())
        + (field.isRequired() ? " NOT NULL" : "")
        + (field.doc() == null ? "" : " COMMENT " + SqlText.string(field.doc()));
  }

  private static String options(Table table) {
    String options =
        OPTIONS.entrySet().stream()
            .filter(option -> table.properties().containsKey(option.getKey()))
            .sorted(Map.Entry.comparingByValue())
            .map(
                option ->
                    option.getValue()
                        + " = "
                        + SqlText.string(table.properties().get(option.getKey())))
            .collect(Collectors.joining(", "));
    return options.isEmpty() ? "" : " WITH (" + options + ")";
  }

  private static String readable(TableIdentifier name) {
    List<String> parts = new ArrayList<>();
    for (String level : name.namespace().levels()) {
      parts.add(SqlText.readable(level));
    }
    parts.add(SqlText.readable(name.name()));
    return String.join(".", parts);
  }
}
