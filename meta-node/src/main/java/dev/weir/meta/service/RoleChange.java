package dev.weir.meta.service;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ChangeRoleRequest;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.PrivilegeChange;
import dev.weir.meta.access.ObjectName;
import dev.weir.meta.state.Names;
import dev.weir.meta.state.v1.GrantRecord;
import dev.weir.meta.state.v1.RoleRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What is added to a role and taken from it, whatever the role is when it happens. Pure.
 *
 * @param request that was checked
 */
record RoleChange(ChangeRoleRequest request) {

  /**
   * @throws WeirException BAD_REQUEST for a malformed object, member or privilege
   */
  static RoleChange of(ChangeRoleRequest request) {
    request.getAddMembersList().forEach(member -> Names.check("principal", member));
    List<PrivilegeChange> changes = new ArrayList<>(request.getGrantList());
    changes.addAll(request.getRevokeList());
    for (PrivilegeChange change : changes) {
      ObjectName.parse(change.getObject());
      checkPrivileges(change.getObject(), change.getPrivilegesList());
    }
    return new RoleChange(request);
  }

  static void checkPrivileges(String object, List<Privilege> privileges) {
    boolean known =
        privileges.stream()
            .allMatch(p -> p != Privilege.UNRECOGNIZED && p != Privilege.PRIVILEGE_UNSPECIFIED);
    if (privileges.isEmpty() || !known) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "the grant on " + object + " names no privilege, or one that is unknown",
          "Name SELECT, INSERT, …");
    }
  }

  RoleRecord apply(RoleRecord before) {
    TreeSet<String> members = new TreeSet<>(before.getMembersList());
    request.getRemoveMembersList().forEach(members::remove);
    members.addAll(request.getAddMembersList());
    List<GrantRecord> grants = new ArrayList<>(before.getGrantsList());
    request.getRevokeList().forEach(change -> revoke(grants, change));
    request.getGrantList().forEach(change -> grant(grants, change));
    return before.toBuilder()
        .clearMembers()
        .addAllMembers(members)
        .clearGrants()
        .addAllGrants(grants)
        .build();
  }

  private static void revoke(List<GrantRecord> grants, PrivilegeChange change) {
    ObjectName object = ObjectName.parse(change.getObject());
    List<Integer> gone = change.getPrivilegesList().stream().map(Privilege::getNumber).toList();
    grants.replaceAll(
        grant -> ObjectName.parse(grant.getObject()).equals(object) ? without(grant, gone) : grant);
    grants.removeIf(grant -> grant.getPrivilegesCount() == 0);
  }

  /** Filters and masks limit SELECT, so they have no meaning without it. */
  private static GrantRecord without(GrantRecord grant, List<Integer> gone) {
    List<Integer> left =
        grant.getPrivilegesList().stream().filter(number -> !gone.contains(number)).toList();
    GrantRecord.Builder rest = grant.toBuilder().clearPrivileges().addAllPrivileges(left);
    if (!left.contains(Privilege.SELECT_VALUE)) {
      rest.clearRowFilter().clearColumnMasks();
    }
    return rest.build();
  }

  private static void grant(List<GrantRecord> grants, PrivilegeChange change) {
    ObjectName object = ObjectName.parse(change.getObject());
    TreeSet<Integer> privileges = new TreeSet<>();
    change.getPrivilegesList().forEach(privilege -> privileges.add(privilege.getNumber()));
    for (int i = 0; i < grants.size(); i++) {
      GrantRecord grant = grants.get(i);
      boolean plain = grant.getRowFilter().isEmpty() && grant.getColumnMasksCount() == 0;
      if (plain && ObjectName.parse(grant.getObject()).equals(object)) {
        privileges.addAll(grant.getPrivilegesList());
        grants.set(i, grant.toBuilder().clearPrivileges().addAllPrivileges(privileges).build());
        return;
      }
    }
    grants.add(
        GrantRecord.newBuilder()
            .setObject(change.getObject())
            .addAllPrivileges(privileges)
            .build());
  }
}
