package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.engine.command.DataCommand.Assignment;
import dev.weir.engine.command.SqlSlice;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.sql.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * A DELETE (no assignments) or UPDATE against a table as it is now.
 *
 * @param check what rows the caller may leave
 */
record ChangeStatement(
    TableIdentifier name,
    @Nullable String alias,
    List<Assignment> assignments,
    @Nullable SqlSlice where,
    TableLayout layout,
    RowCheck check) {

  boolean isUpdate() {
    return !assignments.isEmpty();
  }

  /** Whether rows may end up with another key. */
  boolean changesKey() {
    return assignments.stream().anyMatch(each -> layout.isKey(layout.column(each.column())));
  }

  /** Keys of the rows, then for an UPDATE the whole rows as they are to be. */
  ComposedSql query(QueryContext context) {
    ComposedSql query = new ComposedSql(context.request().parameters());
    query.add("SELECT ");
    String table = SqlText.name(alias == null ? name.name() : alias);
    query.add(
        layout.keyColumns().stream()
            .map(column -> table + "." + SqlText.name(column))
            .collect(Collectors.joining(", ")));
    if (!assignments.isEmpty()) {
      Map<String, SqlSlice> values = values();
      for (Types.NestedField field : layout.schema().columns()) {
        SqlSlice value = values.get(field.name());
        query.add(", ");
        if (value == null) {
          query.add(table + "." + SqlText.name(field.name()));
        } else {
          query.add("(").add(value).add("\n)");
        }
      }
    }
    query.add(" FROM " + SqlText.table(name) + " AS " + table);
    if (where != null) {
      query.add(" WHERE (").add(where).add("\n)");
    }
    return query;
  }

  private Map<String, SqlSlice> values() {
    Map<String, SqlSlice> values = new LinkedHashMap<>();
    for (Assignment assignment : assignments) {
      String column = layout.column(assignment.column()).name();
      if (values.put(column, assignment.value()) != null) {
        throw assignment
            .value()
            .statement()
            .error(
                ErrorCode.SYNTAX_ERROR,
                assignment.offset(),
                assignment.column().length(),
                "the column " + column + " is set twice",
                "Set it once.");
      }
    }
    return values;
  }

  /** Columns of the query's rows as they are kept until the files are rewritten. */
  TableLayout stagedLayout() {
    List<Types.NestedField> fields = new ArrayList<>();
    int id = layout.schema().highestFieldId();
    for (int i = 0; i < layout.keyColumns().size(); i++) {
      Types.NestedField key = layout.column(layout.keyColumns().get(i));
      fields.add(Types.NestedField.optional(++id, KeyedRewrite.keyName(i), key.type()));
    }
    List<String> order = fields.stream().map(field -> SqlText.name(field.name())).toList();
    if (!assignments.isEmpty()) {
      fields.addAll(layout.schema().columns());
    }
    return new TableLayout(
        new Schema(fields), List.of(), order, Long.MAX_VALUE / 2, layout.rowGroupRows());
  }
}
