package dev.weir.engine.write;

import dev.weir.engine.sql.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** How DuckDB's Parquet writer names the fields of a schema. Stateless. */
final class FieldPaths {

  private FieldPaths() {}

  /**
   * A field that has a column chunk of its own.
   *
   * @param field of the schema
   * @param bounded whether its least and greatest value say something about rows: not inside lists
   *     and maps
   */
  record Leaf(Types.NestedField field, boolean bounded) {}

  /** Leaves by the path that RETURN_STATS gives them: {@code "a"."b"}. */
  static Map<String, Leaf> leaves(Schema schema) {
    Map<String, Leaf> leaves = new LinkedHashMap<>();
    for (Types.NestedField field : schema.columns()) {
      addLeaves(field, SqlText.name(field.name()), true, leaves);
    }
    return leaves;
  }

  private static void addLeaves(
      Types.NestedField field, String path, boolean bounded, Map<String, Leaf> leaves) {
    if (field.type().isPrimitiveType()) {
      leaves.put(path, new Leaf(field, bounded));
      return;
    }
    boolean inStruct = bounded && field.type().isStructType();
    for (Types.NestedField child : field.type().asNestedType().fields()) {
      addLeaves(child, path + "." + SqlText.name(child.name()), inStruct, leaves);
    }
  }

  /** The FIELD_IDS option: every field of the file carries its id of the schema. */
  static String fieldIds(Schema schema) {
    List<String> entries = new ArrayList<>();
    for (Types.NestedField field : schema.columns()) {
      entries.add(fieldId(field));
    }
    return "{" + String.join(", ", entries) + "}";
  }

  private static String fieldId(Types.NestedField field) {
    Type type = field.type();
    if (type.isPrimitiveType()) {
      return SqlText.name(field.name()) + ": " + field.fieldId();
    }
    List<String> entries = new ArrayList<>();
    entries.add("__duckdb_field_id: " + field.fieldId());
    for (Types.NestedField child : type.asNestedType().fields()) {
      entries.add(fieldId(child));
    }
    return SqlText.name(field.name()) + ": {" + String.join(", ", entries) + "}";
  }
}
