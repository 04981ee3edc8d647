package dev.weir.crds.connection;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of database it is. */
public enum ConnectionType {
  @JsonProperty("PostgreSQL")
  POSTGRESQL,
  @JsonProperty("MySQL")
  MYSQL,
  @JsonProperty("Trino")
  TRINO,
  /** Any other, by a driver that is on the class path of the workers. */
  @JsonProperty("Jdbc")
  JDBC
}
