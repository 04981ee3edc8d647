package dev.weir.web.store;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.nio.file.Path;
import java.util.Map;

/** A database that can hold the metadata, told by its JDBC URL, and where its SQL differs. */
enum DatabaseKind {
  H2("jdbc:h2:", "org.h2.Driver", "CLOB"),
  POSTGRESQL("jdbc:postgresql:", "org.postgresql.Driver", "TEXT"),
  MYSQL("jdbc:mysql:", "com.mysql.cj.jdbc.Driver", "LONGTEXT");

  private final String urlPrefix;
  private final String driver;
  private final String textType;

  DatabaseKind(String urlPrefix, String driver, String textType) {
    this.urlPrefix = urlPrefix;
    this.driver = driver;
    this.textType = textType;
  }

  /**
   * The driver, by its own class: what DriverManager finds depends on who asked it first.
   *
   * @throws WeirException INVALID_CONFIGURATION when it is not on the class path
   */
  Class<?> driver() {
    try {
      return Class.forName(driver, true, DatabaseKind.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "The metadata database cannot be used: its driver " + driver + " is not installed.",
          "Put the driver's jar on the class path.",
          e);
    }
  }

  /**
   * Properties of the driver with which a server has to prove itself by one of these authorities.
   *
   * @throws WeirException INVALID_CONFIGURATION where Weir does not know how
   */
  Map<String, String> believing(Path authorities) {
    if (this != POSTGRESQL) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "The metadata database cannot be used: an authority of its own is for PostgreSQL only.",
          "Take ca.crt out of its Secret, and say in its URL whom the driver believes.");
    }
    return Map.of("sslmode", "verify-full", "sslrootcert", authorities.toString());
  }

  /** The column type for text without a limit. */
  String textType() {
    return textType;
  }

  /**
   * @throws WeirException INVALID_CONFIGURATION for a database of no known kind
   */
  static DatabaseKind of(String url) {
    for (DatabaseKind kind : values()) {
      if (url.startsWith(kind.urlPrefix)) {
        return kind;
      }
    }
    throw new WeirException(
        ErrorCode.INVALID_CONFIGURATION,
        "The metadata database cannot be used: its URL names no database that Weir knows.",
        "Use a URL that begins with jdbc:h2:, jdbc:postgresql: or jdbc:mysql:.");
  }
}
