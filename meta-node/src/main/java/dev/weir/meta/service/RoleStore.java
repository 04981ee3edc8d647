package dev.weir.meta.service;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Grant;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.meta.access.AccessDirectory;
import dev.weir.meta.access.ObjectName;
import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.raft.MetaLog;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.Names;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.v1.GrantRecord;
import dev.weir.meta.state.v1.RoleRecord;
import java.util.List;

/** Roles with their members and grants; each change is one log entry. Thread-safe. */
public final class RoleStore {
  private static final byte[] FROM_FIRST = {};

  private final MetaLog log;

  /** Over the log. */
  public RoleStore(MetaLog log) {
    this.log = log;
  }

  /** Creates the role or replaces it whole. A member that does not exist yet joins when it does. */
  public Role put(Role role) {
    String tenant = role.getTenant();
    RoleRecord.Builder record = RoleRecord.newBuilder();
    role.getMembersList().stream()
        .map(member -> Names.check("principal", member))
        .sorted()
        .distinct()
        .forEach(record::addMembers);
    role.getGrantsList().forEach(grant -> record.addGrants(checked(grant)));
    ConditionalWrite.of(tenant)
        .changesAccess()
        .requirePresent(Keys.tenant(tenant), () -> PrincipalStore.noTenant(tenant))
        .put(Keys.role(tenant, Names.check("role", role.getName())), record.build())
        .commit(log);
    return role(tenant, role.getName(), record.build());
  }

  private static GrantRecord checked(Grant grant) {
    ObjectName.parse(grant.getObject());
    List<Privilege> privileges = grant.getPrivilegesList();
    boolean known =
        privileges.stream()
            .allMatch(p -> p != Privilege.UNRECOGNIZED && p != Privilege.PRIVILEGE_UNSPECIFIED);
    if (privileges.isEmpty() || !known) {
      throw invalid(grant, "names no privilege, or one that is unknown", "Name SELECT, INSERT, …");
    }
    boolean hides = !grant.getRowFilter().isBlank() || grant.getColumnMasksCount() > 0;
    if (hides && !privileges.contains(Privilege.SELECT)) {
      throw invalid(
          grant,
          "has a row filter or column masks, and no SELECT that they could limit",
          "Add SELECT, or leave them out.");
    }
    if (grant.getColumnMasksMap().values().stream().anyMatch(String::isBlank)) {
      throw invalid(grant, "has an empty column mask", "Write NULL to hide a value.");
    }
    return GrantRecord.newBuilder()
        .setObject(grant.getObject())
        .addAllPrivileges(
            privileges.stream().map(Privilege::getNumber).sorted().distinct().toList())
        .setRowFilter(grant.getRowFilter().strip())
        .putAllColumnMasks(grant.getColumnMasksMap())
        .build();
  }

  private static WeirException invalid(Grant grant, String what, String hint) {
    return new WeirException(
        ErrorCode.BAD_REQUEST, "the grant on " + grant.getObject() + " " + what, hint);
  }

  /** Deletes the role. */
  public void delete(String tenant, String name) {
    byte[] key = Keys.role(tenant, name);
    ConditionalWrite.of(tenant)
        .changesAccess()
        .requirePresent(
            key,
            () ->
                new WeirException(ErrorCode.RESOURCE_NOT_FOUND, "there is no role '" + name + "'"))
        .delete(key)
        .commit(log);
  }

  /** All roles, by name. */
  public List<Role> list(String tenant) {
    List<StateView.Entry> entries =
        log.read(view -> view.scan(Keys.roles(tenant), FROM_FIRST, AccessDirectory.ROLES_MAX));
    return entries.stream()
        .map(
            entry ->
                role(tenant, Keys.nameOf(entry.key()), Records.parse(entry, RoleRecord.parser())))
        .toList();
  }

  private static Role role(String tenant, String name, RoleRecord record) {
    Role.Builder role =
        Role.newBuilder().setTenant(tenant).setName(name).addAllMembers(record.getMembersList());
    for (GrantRecord grant : record.getGrantsList()) {
      role.addGrants(
          Grant.newBuilder()
              .setObject(grant.getObject())
              .addAllPrivilegesValue(grant.getPrivilegesList())
              .setRowFilter(grant.getRowFilter())
              .putAllColumnMasks(grant.getColumnMasksMap()));
    }
    return role.build();
  }
}
