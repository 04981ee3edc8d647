package dev.weir.engine.write;

import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.SortField;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.PropertyUtil;

/**
 * How the files of a table are to be written. Immutable.
 *
 * @param schema of the table now
 * @param keyColumns the primary key in order; empty for a table of another engine without one
 * @param orderBy terms of the ORDER BY of every file, the key first; empty: as the rows come
 * @param fileBytes where a file is closed and the next begun
 * @param rowGroupRows rows of a row group
 */
record TableLayout(
    Schema schema,
    List<String> keyColumns,
    List<String> orderBy,
    long fileBytes,
    int rowGroupRows) {
  /** Property of a table: rows of a row group. */
  static final String ROW_GROUP_ROWS = "weir.row-group-rows";

  static final int ROW_GROUP_ROWS_DEFAULT = 122_880;
  static final long FILE_BYTES_DEFAULT = 500_000_000L;

  static TableLayout of(Table table) {
    Map<String, String> properties = table.properties();
    return new TableLayout(
        table.schema(),
        keyColumns(table.schema(), table.sortOrder()),
        orderBy(table.schema(), table.sortOrder()),
        PropertyUtil.propertyAsLong(
            properties, TableProperties.WRITE_TARGET_FILE_SIZE_BYTES, FILE_BYTES_DEFAULT),
        PropertyUtil.propertyAsInt(properties, ROW_GROUP_ROWS, ROW_GROUP_ROWS_DEFAULT));
  }

  // Iceberg keeps the key as a set; its order is the one that files are sorted by.
  private static List<String> keyColumns(Schema schema, SortOrder order) {
    Set<Integer> ids = schema.identifierFieldIds();
    List<String> columns = new ArrayList<>();
    for (SortField field : order.fields()) {
      String name = schema.findColumnName(field.sourceId());
      if (ids.contains(field.sourceId()) && !columns.contains(name)) {
        columns.add(name);
      }
    }
    for (Types.NestedField field : schema.columns()) {
      if (ids.contains(field.fieldId()) && !columns.contains(field.name())) {
        columns.add(field.name());
      }
    }
    return List.copyOf(columns);
  }

  private static List<String> orderBy(Schema schema, SortOrder order) {
    List<String> terms = new ArrayList<>();
    for (SortField field : order.fields()) {
      if (!field.transform().isIdentity()) {
        break;
      }
      String direction = field.direction() == SortDirection.ASC ? "ASC" : "DESC";
      String nulls = field.nullOrder().name().replace('_', ' ');
      terms.add(
          SqlText.name(schema.findColumnName(field.sourceId())) + " " + direction + " " + nulls);
    }
    if (terms.isEmpty()) {
      keyColumns(schema, order).forEach(column -> terms.add(SqlText.name(column)));
    }
    return List.copyOf(terms);
  }

  /** The column of that name, in any case when the exact one is not there. */
  Optional<Types.NestedField> find(String name) {
    Types.NestedField exact = schema.asStruct().field(name);
    return exact != null
        ? Optional.of(exact)
        : schema.columns().stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * The column of that name.
   *
   * @throws WeirException COLUMN_NOT_FOUND, with the nearest name as a hint
   */
  Types.NestedField column(String name) {
    return find(name)
        .orElseThrow(
            () ->
                NearestName.unknownColumn(
                    name, schema.columns().stream().map(Types.NestedField::name).toList()));
  }

  boolean isKey(Types.NestedField field) {
    return schema.identifierFieldIds().contains(field.fieldId());
  }
}
