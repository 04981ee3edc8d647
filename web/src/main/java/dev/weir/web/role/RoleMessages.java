package dev.weir.web.role;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Grant;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.web.api.RoleAnswer;
import dev.weir.web.api.RoleGrant;
import dev.weir.web.api.RoleRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Roles between REST and meta. Pure functions. */
final class RoleMessages {
  private static final Map<String, Privilege> PRIVILEGES =
      Arrays.stream(Privilege.values())
          .filter(
              privilege ->
                  privilege != Privilege.PRIVILEGE_UNSPECIFIED
                      && privilege != Privilege.UNRECOGNIZED)
          .collect(Collectors.toMap(Enum::name, privilege -> privilege));

  private RoleMessages() {}

  /**
   * @throws WeirException BAD_REQUEST listing everything that is missing or unknown
   */
  static Role toMessage(String tenant, String name, @Nullable RoleRequest request) {
    List<String> problems = new ArrayList<>();
    Role.Builder role = Role.newBuilder().setTenant(tenant).setName(name);
    if (request == null || request.members() == null || request.grants() == null) {
      problems.add("'members' and 'grants' must be given, as lists");
    } else {
      role.addAllMembers(request.members());
      for (int i = 0; i < request.grants().size(); i++) {
        role.addGrants(grant("grants[" + i + "]", request.grants().get(i), problems));
      }
    }
    if (!problems.isEmpty()) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          String.join("\n", problems),
          "Privileges are " + PRIVILEGES.keySet().stream().sorted().toList() + ".");
    }
    return role.build();
  }

  static RoleAnswer toAnswer(Role role) {
    return new RoleAnswer(
        role.getName(),
        List.copyOf(role.getMembersList()),
        role.getGrantsList().stream().map(RoleMessages::toAnswer).toList());
  }

  private static Grant grant(String path, @Nullable RoleGrant given, List<String> problems) {
    Grant.Builder grant = Grant.newBuilder();
    if (given == null || given.object() == null || given.object().isBlank()) {
      problems.add(path + ".object is missing");
      return grant.build();
    }
    grant.setObject(given.object());
    if (given.privileges() == null || given.privileges().isEmpty()) {
      problems.add(path + ".privileges is missing");
    } else {
      for (String name : given.privileges()) {
        Privilege privilege = PRIVILEGES.get(String.valueOf(name).toUpperCase(Locale.ROOT));
        if (privilege == null) {
          problems.add(path + ".privileges: there is no privilege '" + name + "'");
        } else {
          grant.addPrivileges(privilege);
        }
      }
    }
    if (given.rowFilter() != null) {
      grant.setRowFilter(given.rowFilter());
    }
    if (given.columnMasks() != null) {
      grant.putAllColumnMasks(given.columnMasks());
    }
    return grant.build();
  }

  private static RoleGrant toAnswer(Grant grant) {
    return new RoleGrant(
        grant.getObject(),
        grant.getPrivilegesList().stream().map(Enum::name).toList(),
        grant.getRowFilter().isEmpty() ? null : grant.getRowFilter(),
        grant.getColumnMasksCount() == 0 ? null : new TreeMap<>(grant.getColumnMasksMap()));
  }
}
