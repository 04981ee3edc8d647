package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Which column of a file goes to which column of a table. Stateless. */
final class FileColumns {

  private FileColumns() {}

  /**
   * Columns of the table by the name that the file gives them.
   *
   * @param columns of the file, in order
   * @param named whether the file names its columns; otherwise they go by their order
   * @throws WeirException COLUMN_NOT_FOUND, BAD_INPUT_FILE when the numbers differ
   */
  static Map<String, Types.NestedField> match(
      List<String> columns, boolean named, LoadOptions options, TableLayout layout) {
    Map<String, Types.NestedField> matched =
        options.columns().isEmpty() && named
            ? byName(columns, layout)
            : byPosition(columns, options, layout);
    String generated = options.generateKey();
    for (String key : layout.keyColumns()) {
      boolean made = generated != null && key.equalsIgnoreCase(generated);
      boolean given = matched.containsValue(layout.column(key));
      if (made && given) {
        throw new WeirException(
            ErrorCode.BAD_REQUEST,
            "the file has the column " + key + ", which is to be generated",
            "Leave GENERATE_KEY out, or name another column.");
      }
      if (!made && !given) {
        throw new WeirException(
            ErrorCode.PRIMARY_KEY_NULL,
            "the file has no column " + key + ", which is part of the primary key",
            "Load a file that has it, or number the rows: GENERATE_KEY " + key + ".");
      }
    }
    return matched;
  }

  private static Map<String, Types.NestedField> byName(List<String> columns, TableLayout layout) {
    Map<String, Types.NestedField> matched = new LinkedHashMap<>();
    for (String column : columns) {
      Types.NestedField field = layout.column(column);
      if (matched.containsValue(field)) {
        throw new WeirException(
            ErrorCode.BAD_INPUT_FILE, "the file has the column " + field.name() + " twice");
      }
      matched.put(column, field);
    }
    return matched;
  }

  private static Map<String, Types.NestedField> byPosition(
      List<String> columns, LoadOptions options, TableLayout layout) {
    List<Types.NestedField> targets = new ArrayList<>();
    if (options.columns().isEmpty()) {
      layout.schema().columns().stream()
          .filter(
              field ->
                  !field
                      .name()
                      .equalsIgnoreCase(Objects.requireNonNullElse(options.generateKey(), "")))
          .forEach(targets::add);
    } else {
      options.columns().forEach(name -> targets.add(layout.column(name)));
    }
    if (targets.size() != columns.size()) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "the file has " + columns.size() + " columns, " + targets.size() + " are expected",
          "Expected, in this order: "
              + String.join(", ", targets.stream().map(Types.NestedField::name).toList()));
    }
    Map<String, Types.NestedField> matched = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      matched.put(columns.get(i), targets.get(i));
    }
    return matched;
  }

  /** Expressions for the table's columns, the generated key among them. */
  static Map<String, MappedSource.Column> expressions(
      Map<String, Types.NestedField> matched,
      List<Map.Entry<String, String>> fileColumns,
      FileReader reader,
      @Nullable String generatedKey,
      long firstKey) {
    Map<String, MappedSource.Column> expressions = new LinkedHashMap<>();
    for (Map.Entry<String, String> column : fileColumns) {
      Types.NestedField field = matched.get(column.getKey());
      if (field != null) {
        expressions.put(
            field.name(),
            new MappedSource.Column(SqlText.name(column.getKey()), column.getValue()));
      }
    }
    if (generatedKey != null) {
      expressions.put(
          generatedKey,
          new MappedSource.Column(
              "CAST(" + reader.rowNumber() + " AS BIGINT) + " + firstKey, "BIGINT"));
    }
    return expressions;
  }
}
