package dev.weir.engine.result;

import java.util.StringJoiner;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** SQL names of Arrow fields that no engine has named: what the engine would read them as. */
final class ArrowTypeNames {
  private ArrowTypeNames() {}

  static String nameOf(Field field) {
    if (field.getDictionary() != null) {
      return "VARCHAR";
    }
    return switch (field.getType()) {
      case ArrowType.Int integer -> integer(integer);
      case ArrowType.FloatingPoint real ->
          real.getPrecision() == FloatingPointPrecision.DOUBLE ? "DOUBLE" : "FLOAT";
      case ArrowType.Decimal decimal ->
          "DECIMAL(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
      case ArrowType.Bool ignored -> "BOOLEAN";
      case ArrowType.Date ignored -> "DATE";
      case ArrowType.Time time -> time.getUnit() == TimeUnit.NANOSECOND ? "TIME_NS" : "TIME";
      case ArrowType.Timestamp timestamp -> timestamp(timestamp);
      case ArrowType.Interval ignored -> "INTERVAL";
      case ArrowType.Duration ignored -> "INTERVAL";
      case ArrowType.Binary ignored -> "BLOB";
      case ArrowType.LargeBinary ignored -> "BLOB";
      case ArrowType.BinaryView ignored -> "BLOB";
      case ArrowType.FixedSizeBinary ignored -> "BLOB";
      case ArrowType.Null ignored -> "NULL";
      case ArrowType.List ignored -> element(field) + "[]";
      case ArrowType.LargeList ignored -> element(field) + "[]";
      case ArrowType.ListView ignored -> element(field) + "[]";
      case ArrowType.FixedSizeList array -> element(field) + "[" + array.getListSize() + "]";
      case ArrowType.Map ignored -> map(field.getChildren().getFirst());
      case ArrowType.Struct ignored -> members("STRUCT(", field);
      case ArrowType.Union ignored -> members("UNION(", field);
      default -> "VARCHAR";
    };
  }

  private static String integer(ArrowType.Int integer) {
    String name =
        switch (integer.getBitWidth()) {
          case 8 -> "TINYINT";
          case 16 -> "SMALLINT";
          case 32 -> "INTEGER";
          default -> "BIGINT";
        };
    return integer.getIsSigned() ? name : "U" + name;
  }

  private static String timestamp(ArrowType.Timestamp timestamp) {
    if (timestamp.getTimezone() != null) {
      return "TIMESTAMP WITH TIME ZONE";
    }
    return switch (timestamp.getUnit()) {
      case SECOND -> "TIMESTAMP_S";
      case MILLISECOND -> "TIMESTAMP_MS";
      case MICROSECOND -> "TIMESTAMP";
      case NANOSECOND -> "TIMESTAMP_NS";
    };
  }

  private static String element(Field list) {
    return SqlTypes.nameOf(list.getChildren().getFirst());
  }

  private static String map(Field entries) {
    return "MAP("
        + SqlTypes.nameOf(entries.getChildren().get(0))
        + ", "
        + SqlTypes.nameOf(entries.getChildren().get(1))
        + ")";
  }

  private static String members(String open, Field field) {
    StringJoiner members = new StringJoiner(", ", open, ")");
    for (Field member : field.getChildren()) {
      members.add("\"" + member.getName().replace("\"", "\"\"") + "\" " + SqlTypes.nameOf(member));
    }
    return members.toString();
  }
}
