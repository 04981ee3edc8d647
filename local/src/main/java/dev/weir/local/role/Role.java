package dev.weir.local.role;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which parts a process starts, and which of its HTTP doors it serves. */
public enum Role {
  /** The laptop: everything in one process. */
  ALL(List.of("/")),
  /** A member of the meta group. */
  META(List.of("/iceberg/v1/")),
  /** The door for SQL: Flight SQL, and gRPC for the other parts. */
  GATEWAY(List.of()),
  /** A node of a ComputeCluster. */
  COMPUTE(List.of()),
  /** REST, live sockets and the app. */
  WEB(List.of("/"));

  private static final String RESOURCES = "/api/v1/resources";
  private static final String ICEBERG = "/iceberg/";
  private static final List<String> PROBES = List.of("/health", "/healthz", "/metrics");

  private final List<String> doors;

  Role(List<String> doors) {
    this.doors = doors;
  }

  /**
   * The role of that name, in any case.
   *
   * @throws WeirException INVALID_CONFIGURATION
   */
  public static Role of(String name) {
    for (Role role : values()) {
      if (role.name().equalsIgnoreCase(name)) {
        return role;
      }
    }
    throw new WeirException(
        ErrorCode.INVALID_CONFIGURATION,
        "WEIR_ROLE is '" + name + "'",
        "It can be one of "
            + Arrays.stream(values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList()
            + ".");
  }

  /** Whether a path leads to a door of this role. Probes and metrics are doors of all. */
  public boolean serves(String path) {
    if (PROBES.stream().anyMatch(probe -> isBelow(probe, path))) {
      return true;
    }
    if (this == WEB && (isBelow(RESOURCES, path) || path.startsWith(ICEBERG))) {
      return false;
    }
    return doors.stream().anyMatch(path::startsWith);
  }

  /** Whether web is in this process. */
  public boolean hasWeb() {
    return this == ALL || this == WEB;
  }

  /** Whether a member of meta is in this process, and so its embedded database. */
  public boolean hasMeta() {
    return this == ALL || this == META;
  }

  /** Whether the SQL engine is in this process. */
  public boolean hasSql() {
    return this == ALL || this == GATEWAY || this == COMPUTE;
  }

  private static boolean isBelow(String door, String path) {
    return path.equals(door) || path.startsWith(door + "/");
  }
}
