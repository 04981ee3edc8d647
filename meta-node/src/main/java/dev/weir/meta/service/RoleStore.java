package dev.weir.meta.service;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ChangeRoleRequest;
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
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.GrantRecord;
import dev.weir.meta.state.v1.RoleRecord;
import java.util.List;

/** Roles with their members and grants; each change is one log entry. Thread-safe. */
public final class RoleStore {
  private static final byte[] FROM_FIRST = {};

  /** Each lost attempt is a change of somebody else that was made. */
  private static final int CHANGE_ATTEMPTS = 200;

  private final MetaLog log;

  /** Over the log. */
  public RoleStore(MetaLog log) {
    this.log = log;
  }

  /** Creates the role or replaces it whole. A member that does not exist yet joins when it does. */
  public Role put(Role role) {
    return write(role, ConditionalWrite.of(role.getTenant()));
  }

  /**
   * Creates the role.
   *
   * @throws WeirException ALREADY_EXISTS
   */
  public Role create(Role role) {
    byte[] key = Keys.role(role.getTenant(), role.getName());
    return write(
        role,
        ConditionalWrite.of(role.getTenant())
            .requireAbsent(
                key,
                () ->
                    new WeirException(
                        ErrorCode.ALREADY_EXISTS,
                        "there is a role '" + role.getName() + "' already",
                        "Choose another name.")));
  }

  private Role write(Role role, ConditionalWrite write) {
    String tenant = role.getTenant();
    RoleRecord.Builder record = RoleRecord.newBuilder();
    role.getMembersList().stream()
        .map(member -> Names.check("principal", member))
        .sorted()
        .distinct()
        .forEach(record::addMembers);
    role.getGrantsList().forEach(grant -> record.addGrants(checked(grant)));
    write
        .changesAccess()
        .requirePresent(Keys.tenant(tenant), () -> PrincipalStore.noTenant(tenant))
        .put(Keys.role(tenant, Names.check("role", role.getName())), record.build())
        .commit(log);
    return role(tenant, role.getName(), record.build());
  }

  /**
   * Adds to the role and takes from it. The log takes the new role only in the place of the one
   * that was read; who was overtaken reads again, so that no change is lost.
   *
   * @throws WeirException RESOURCE_NOT_FOUND, BAD_REQUEST; COMMIT_CONFLICT when others were first
   *     every time
   */
  public Role change(ChangeRoleRequest request) {
    RoleChange change = RoleChange.of(request);
    String tenant = request.getTenant();
    byte[] key = Keys.role(tenant, request.getName());
    for (int attempt = 1; attempt <= CHANGE_ATTEMPTS; attempt++) {
      Versioned<byte[]> found = log.read(view -> view.find(key));
      if (found == null) {
        throw noRole(request.getName());
      }
      RoleRecord before = Records.parse(found.value(), RoleRecord.parser());
      RoleRecord after = change.apply(before);
      if (after.equals(before) || replaced(tenant, key, found.changedAt(), after)) {
        return role(tenant, request.getName(), after);
      }
    }
    throw new WeirException(
        ErrorCode.COMMIT_CONFLICT,
        "the role '" + request.getName() + "' was changed by others all the time",
        "Try again.");
  }

  /** Whether the record was still the one that was read. */
  private boolean replaced(String tenant, byte[] key, long changedAt, RoleRecord after) {
    Overtaken overtaken = new Overtaken();
    try {
      ConditionalWrite.of(tenant)
          .changesAccess()
          .requireUnchanged(key, changedAt, () -> overtaken)
          .put(key, after)
          .commit(log);
      return true;
    } catch (Overtaken expected) {
      return false;
    }
  }

  /** Somebody else changed the role in the meantime. */
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken() {
      super(null, null, false, false);
    }
  }

  private static WeirException noRole(String name) {
    return new WeirException(ErrorCode.RESOURCE_NOT_FOUND, "there is no role '" + name + "'");
  }

  private static GrantRecord checked(Grant grant) {
    ObjectName.parse(grant.getObject());
    List<Privilege> privileges = grant.getPrivilegesList();
    RoleChange.checkPrivileges(grant.getObject(), privileges);
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
        .requirePresent(key, () -> noRole(name))
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
