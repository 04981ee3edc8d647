package dev.weir.meta.access;

import dev.weir.contracts.meta.v1.Privilege;
import java.util.Map;
import java.util.Set;

/**
 * One grant of one role.
 *
 * @param role name of the role
 * @param object what it is about
 * @param privileges what it allows
 * @param rowFilter SQL predicate over the relation's columns; empty: every row
 * @param columnMasks column name to the SQL expression that is seen in its place
 */
public record RoleGrant(
    String role,
    ObjectName object,
    Set<Privilege> privileges,
    String rowFilter,
    Map<String, String> columnMasks) {

  /** Defensive copies. */
  public RoleGrant {
    privileges = Set.copyOf(privileges);
    columnMasks = Map.copyOf(columnMasks);
  }
}
