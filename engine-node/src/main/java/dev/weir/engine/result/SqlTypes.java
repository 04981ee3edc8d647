package dev.weir.engine.result;

import dev.weir.contracts.query.ResultColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * SQL type names and Arrow fields, both ways. The engine's Arrow export loses names (HUGEINT
 * becomes a decimal, UUID a string), so the name travels in the field's metadata under the key that
 * Flight SQL has for it.
 */
public final class SqlTypes {
  /** Metadata key of Flight SQL for the name of a column's type. */
  public static final String TYPE_NAME = "ARROW:FLIGHT:SQL:TYPE_NAME";

  /** The element of a list, which the engine names differently from release to release. */
  private static final String LIST_ELEMENT = "element";

  private static final String EXTENSION_NAME = "ARROW:extension:name";
  private static final String EXTENSION_METADATA = "ARROW:extension:metadata";

  private SqlTypes() {}

  /** The SQL type of a field: the name in its metadata, otherwise what its Arrow type means. */
  public static String nameOf(Field field) {
    String known = field.getMetadata().get(TYPE_NAME);
    return known != null ? known : ArrowTypeNames.nameOf(field);
  }

  /** The columns of a result with that schema. */
  public static List<ResultColumn> columnsOf(Schema schema) {
    List<ResultColumn> columns = new ArrayList<>();
    for (Field field : schema.getFields()) {
      columns.add(new ResultColumn(field.getName(), nameOf(field), field.isNullable()));
    }
    return columns;
  }

  /** The schema that a result with these columns is streamed with. */
  public static Schema schemaOf(List<ResultColumn> columns) {
    List<Field> fields = new ArrayList<>();
    for (ResultColumn column : columns) {
      fields.add(fieldOf(column.name(), column.type()));
    }
    return new Schema(fields);
  }

  /**
   * The Arrow field of a column of that type. Nullable, because the engine never promises more.
   *
   * @param sqlType as {@code DESCRIBE} prints it; an unknown one becomes text
   */
  public static Field fieldOf(String name, String sqlType) {
    return field(name, SqlType.parse(sqlType), true);
  }

  /**
   * The field as it is streamed: under its SQL name, without dictionaries, and with instants in UTC
   * whatever the engine's session calls that zone.
   *
   * @param exported as the engine exported it
   * @param sqlType null when the engine did not name it
   */
  static Field published(Field exported, @Nullable SqlType sqlType) {
    return published(exported.getName(), exported, sqlType);
  }

  private static Field published(String name, Field exported, @Nullable SqlType sqlType) {
    ArrowType type = exported.getType();
    if (exported.getDictionary() != null) {
      type = ArrowType.Utf8.INSTANCE;
    } else if (type instanceof ArrowType.Timestamp instant && instant.getTimezone() != null) {
      type = new ArrowType.Timestamp(instant.getUnit(), "UTC");
    }
    List<Field> children = new ArrayList<>();
    for (int i = 0; i < exported.getChildren().size(); i++) {
      Field child = exported.getChildren().get(i);
      String childName = isList(type) ? LIST_ELEMENT : child.getName();
      children.add(published(childName, child, child(exported, sqlType, i)));
    }
    Map<String, String> metadata = new HashMap<>(exported.getMetadata());
    if ("arrow.opaque".equals(metadata.get(EXTENSION_NAME))) {
      // It says in another way what the type name says, and makes some clients give up.
      metadata.remove(EXTENSION_NAME);
      metadata.remove(EXTENSION_METADATA);
    }
    if (sqlType != null) {
      metadata.put(TYPE_NAME, sqlType.name());
    }
    return new Field(name, new FieldType(exported.isNullable(), type, null, metadata), children);
  }

  private static boolean isList(ArrowType type) {
    return type instanceof ArrowType.List || type instanceof ArrowType.FixedSizeList;
  }

  private static @Nullable SqlType child(Field parent, @Nullable SqlType type, int index) {
    if (type == null) {
      return null;
    }
    if (type.kind().equals("MAP") && parent.getType() instanceof ArrowType.Map) {
      // The entries struct in between has no SQL name: it is described by the map itself.
      return new SqlType("STRUCT", "STRUCT", List.of(), type.members());
    }
    return index < type.members().size() ? type.member(index) : null;
  }

  private static Field field(String name, SqlType type, boolean nullable) {
    List<Field> children =
        switch (type.kind()) {
          case "LIST", "ARRAY" -> List.of(field(LIST_ELEMENT, type.member(0), true));
          case "MAP" -> List.of(entries(type));
          case "STRUCT", "UNION" -> members(type);
          default -> List.of();
        };
    return new Field(
        name,
        new FieldType(nullable, arrowType(type), null, Map.of(TYPE_NAME, type.name())),
        children);
  }

  private static Field entries(SqlType map) {
    return new Field(
        "entries",
        new FieldType(false, ArrowType.Struct.INSTANCE, null, Map.of(TYPE_NAME, "STRUCT")),
        List.of(field("key", map.member(0), false), field("value", map.member(1), true)));
  }

  private static List<Field> members(SqlType type) {
    List<Field> fields = new ArrayList<>();
    for (SqlType.Member member : type.members()) {
      fields.add(field(member.name(), member.type(), true));
    }
    return fields;
  }

  private static ArrowType arrowType(SqlType type) {
    return switch (type.kind()) {
      case "TINYINT" -> new ArrowType.Int(8, true);
      case "SMALLINT" -> new ArrowType.Int(16, true);
      case "INTEGER" -> new ArrowType.Int(32, true);
      case "BIGINT" -> new ArrowType.Int(64, true);
      case "UTINYINT" -> new ArrowType.Int(8, false);
      case "USMALLINT" -> new ArrowType.Int(16, false);
      case "UINTEGER" -> new ArrowType.Int(32, false);
      case "UBIGINT" -> new ArrowType.Int(64, false);
      case "HUGEINT", "UHUGEINT" -> new ArrowType.Decimal(38, 0, 128);
      case "DECIMAL" ->
          type.numbers().size() == 2
              ? new ArrowType.Decimal(type.numbers().get(0), type.numbers().get(1), 128)
              : new ArrowType.Decimal(18, 3, 128);
      case "FLOAT" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case "DOUBLE" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case "BOOLEAN" -> ArrowType.Bool.INSTANCE;
      case "DATE" -> new ArrowType.Date(DateUnit.DAY);
      case "TIME", "TIME WITH TIME ZONE" -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case "TIME_NS" -> new ArrowType.Time(TimeUnit.NANOSECOND, 64);
      case "TIMESTAMP" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case "TIMESTAMP_S" -> new ArrowType.Timestamp(TimeUnit.SECOND, null);
      case "TIMESTAMP_MS" -> new ArrowType.Timestamp(TimeUnit.MILLISECOND, null);
      case "TIMESTAMP_NS" -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, null);
      case "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ" ->
          new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case "INTERVAL" -> new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);
      case "BLOB", "BIT", "BIGNUM", "GEOMETRY" -> ArrowType.Binary.INSTANCE;
      case "NULL" -> ArrowType.Null.INSTANCE;
      case "LIST" -> ArrowType.List.INSTANCE;
      case "ARRAY" -> new ArrowType.FixedSizeList(type.numbers().getFirst());
      case "MAP" -> new ArrowType.Map(false);
      case "STRUCT" -> ArrowType.Struct.INSTANCE;
      case "UNION" -> new ArrowType.Union(UnionMode.Sparse, unionTypeIds(type));
      default -> ArrowType.Utf8.INSTANCE;
    };
  }

  private static int[] unionTypeIds(SqlType type) {
    int[] ids = new int[type.members().size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i;
    }
    return ids;
  }
}
