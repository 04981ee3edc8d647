package dev.weir.meta.access;

import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.Privilege;
import java.util.List;
import java.util.Set;

/**
 * A principal with everything that its roles grant. Immutable.
 *
 * @param principal as meta answers it
 * @param grants of all its roles
 */
public record Subject(Principal principal, List<RoleGrant> grants) {
  /** What makes a relation one that the principal may know of. */
  private static final Set<Privilege> ON_RELATIONS =
      Set.of(
          Privilege.SELECT,
          Privilege.INSERT,
          Privilege.UPDATE,
          Privilege.DELETE,
          Privilege.ALTER,
          Privilege.DROP);

  /** A defensive copy. */
  public Subject {
    grants = List.copyOf(grants);
  }

  /** Name of the tenant. */
  public String tenant() {
    return principal.getTenant();
  }

  /** What the principal may do with the relation or namespace of that full name. */
  public Policy policy(List<String> object) {
    if (principal.getAdmin()) {
      return PolicySum.ADMIN;
    }
    return PolicySum.of(grants.stream().filter(grant -> grant.object().covers(object)).toList());
  }

  /** Whether the principal has that privilege on the relation or namespace of that full name. */
  public boolean may(Privilege privilege, List<String> object) {
    return principal.getAdmin()
        || grants.stream()
            .anyMatch(g -> g.privileges().contains(privilege) && g.object().covers(object));
  }

  /** Whether a policy lets the principal know that the relation is there. */
  public static boolean knows(Policy policy) {
    return policy.getPrivilegesList().stream().anyMatch(ON_RELATIONS::contains);
  }

  /** Whether the principal may know of the namespace: a grant covers it or lies in it. */
  public boolean sees(List<String> namespace) {
    return principal.getAdmin()
        || grants.stream()
            .anyMatch(
                grant -> grant.object().covers(namespace) || grant.object().liesIn(namespace));
  }
}
