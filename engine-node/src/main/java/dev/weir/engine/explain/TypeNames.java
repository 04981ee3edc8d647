package dev.weir.engine.explain;

/** SQL types as plans name them: by kind and width. Pure. */
final class TypeNames {
  private TypeNames() {}

  static String of(String sqlType) {
    return switch (sqlType) {
      case "TINYINT" -> "Int8";
      case "SMALLINT" -> "Int16";
      case "INTEGER" -> "Int32";
      case "BIGINT" -> "Int64";
      case "HUGEINT" -> "Int128";
      case "UTINYINT" -> "UInt8";
      case "USMALLINT" -> "UInt16";
      case "UINTEGER" -> "UInt32";
      case "UBIGINT" -> "UInt64";
      case "UHUGEINT" -> "UInt128";
      case "FLOAT" -> "Float32";
      case "DOUBLE" -> "Float64";
      case "VARCHAR" -> "String";
      case "BOOLEAN" -> "Boolean";
      case "DATE" -> "Date";
      case "TIMESTAMP" -> "Timestamp";
      case "TIMESTAMP WITH TIME ZONE" -> "TimestampTz";
      case "BLOB" -> "Binary";
      default -> sqlType;
    };
  }
}
