package dev.weir.engine.command.run;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.DeletePrincipalRequest;
import dev.weir.contracts.meta.v1.DeleteRoleRequest;
import dev.weir.contracts.meta.v1.Grant;
import dev.weir.contracts.meta.v1.ListPrincipalsRequest;
import dev.weir.contracts.meta.v1.ListRolesRequest;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.PutPrincipalRequest;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.contracts.query.Caller;
import dev.weir.engine.command.AccessCommand;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.write.MetaCalls;
import dev.weir.engine.write.NearestName;
import dev.weir.engine.write.TableAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.catalog.TableIdentifier;

/** Runs the statements about users, roles and privileges; administrators only. Thread-safe. */
final class AccessStatements {
  private final MetaCalls meta;
  private final TableAccess access;

  AccessStatements(MetaCalls meta, TableAccess access) {
    this.meta = meta;
    this.access = access;
  }

  CommandResult run(AccessCommand command, QueryContext context) {
    TableAccess.requireAdmin(context.caller(), command.kind());
    Caller caller = context.caller();
    return switch (command) {
      case AccessCommand.CreateRole create -> createRole(create, caller);
      case AccessCommand.DropRole drop -> dropRole(drop, caller);
      case AccessCommand.CreateUser create -> createUser(create, caller);
      case AccessCommand.DropUser drop -> dropUser(drop, caller);
      case AccessCommand.ChangeGrant change -> changeGrant(change, context);
      case AccessCommand.ChangeMembership change -> changeMembership(change, caller);
    };
  }

  private CommandResult createRole(AccessCommand.CreateRole create, Caller caller) {
    if (findRole(create.role(), caller).isPresent()) {
      return alreadyThere("role " + create.role(), create.ifNotExists());
    }
    put(Role.newBuilder().setTenant(caller.tenant()).setName(create.role()).build());
    return Answers.status("role " + create.role() + " created");
  }

  private CommandResult dropRole(AccessCommand.DropRole drop, Caller caller) {
    if (findRole(drop.role(), caller).isEmpty()) {
      if (drop.ifExists()) {
        return Answers.status("role " + drop.role() + " was not there");
      }
      requireRole(drop.role(), caller);
    }
    DeleteRoleRequest request =
        DeleteRoleRequest.newBuilder().setTenant(caller.tenant()).setName(drop.role()).build();
    meta.call(stub -> stub.deleteRole(request));
    return Answers.status("role " + drop.role() + " dropped");
  }

  private CommandResult createUser(AccessCommand.CreateUser create, Caller caller) {
    if (users(caller).contains(create.user())) {
      return alreadyThere("user " + create.user(), create.ifNotExists());
    }
    Principal principal =
        Principal.newBuilder()
            .setTenant(caller.tenant())
            .setName(create.user())
            .setDisplayName(create.user())
            .setAdmin(create.admin())
            .build();
    meta.call(
        stub ->
            stub.putPrincipal(PutPrincipalRequest.newBuilder().setPrincipal(principal).build()));
    return Answers.status("user " + create.user() + " created");
  }

  private CommandResult dropUser(AccessCommand.DropUser drop, Caller caller) {
    if (drop.user().equals(caller.principal())) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "you cannot drop yourself",
          "Ask another administrator to do it.");
    }
    if (!users(caller).contains(drop.user())) {
      if (drop.ifExists()) {
        return Answers.status("user " + drop.user() + " was not there");
      }
      requireUser(drop.user(), caller);
    }
    DeletePrincipalRequest request =
        DeletePrincipalRequest.newBuilder().setTenant(caller.tenant()).setName(drop.user()).build();
    meta.call(stub -> stub.deletePrincipal(request));
    return Answers.status("user " + drop.user() + " dropped");
  }

  private static CommandResult alreadyThere(String what, boolean fine) {
    if (!fine) {
      throw new WeirException(
          ErrorCode.ALREADY_EXISTS, "the " + what + " is there already", "Choose another name.");
    }
    return Answers.status(what + " is there already");
  }

  private CommandResult changeGrant(AccessCommand.ChangeGrant change, QueryContext context) {
    Role role = requireRole(change.role(), context.caller());
    String object = object(change, context);
    Role.Builder changed = role.toBuilder().clearGrants();
    role.getGrantsList().stream()
        .map(grant -> grant.getObject().equals(object) ? without(grant, change) : grant)
        .filter(grant -> grant.getPrivilegesCount() > 0)
        .forEach(changed::addGrants);
    if (change.grant()) {
      addPlain(changed, object, change.privileges());
    }
    put(changed.build());
    return Answers.status(
        (change.grant() ? "granted " : "revoked ")
            + list(change.privileges())
            + " on "
            + object
            + (change.grant() ? " to " : " from ")
            + "role "
            + change.role());
  }

  private static Grant without(Grant grant, AccessCommand.ChangeGrant change) {
    if (change.grant()) {
      return grant;
    }
    List<Privilege> left = new ArrayList<>(grant.getPrivilegesList());
    left.removeAll(change.privileges());
    return grant.toBuilder().clearPrivileges().addAllPrivileges(left).build();
  }

  // A grant with a row filter or masks keeps what it has; the new privileges stand beside it.
  private static void addPlain(Role.Builder role, String object, Set<Privilege> privileges) {
    for (int i = 0; i < role.getGrantsCount(); i++) {
      Grant grant = role.getGrants(i);
      boolean plain = grant.getRowFilter().isEmpty() && grant.getColumnMasksCount() == 0;
      if (grant.getObject().equals(object) && plain) {
        Set<Privilege> all = new TreeSet<>(grant.getPrivilegesList());
        all.addAll(privileges);
        role.setGrants(i, grant.toBuilder().clearPrivileges().addAllPrivileges(all));
        return;
      }
    }
    role.addGrants(Grant.newBuilder().setObject(object).addAllPrivileges(privileges));
  }

  private String object(AccessCommand.ChangeGrant change, QueryContext context) {
    if (!change.objectIsTable()) {
      return change.object();
    }
    TableIdentifier name = TableIdentifier.parse(change.object());
    return change.grant()
        ? TableAccess.identifier(access.relation(name, context)).toString()
        : access
            .find(name, context)
            .map(relation -> TableAccess.identifier(relation).toString())
            .orElseGet(() -> TableAccess.qualified(name, context).toString());
  }

  private CommandResult changeMembership(AccessCommand.ChangeMembership change, Caller caller) {
    Role role = requireRole(change.role(), caller);
    if (change.grant()) {
      requireUser(change.user(), caller);
    }
    Set<String> members = new TreeSet<>(role.getMembersList());
    if (change.grant()) {
      members.add(change.user());
    } else {
      members.remove(change.user());
    }
    put(role.toBuilder().clearMembers().addAllMembers(members).build());
    return Answers.status(
        change.user()
            + (change.grant() ? " has" : " no longer has")
            + " the role "
            + change.role());
  }

  private void put(Role role) {
    meta.call(stub -> stub.putRole(role));
  }

  private List<Role> roles(Caller caller) {
    ListRolesRequest request = ListRolesRequest.newBuilder().setTenant(caller.tenant()).build();
    return meta.call(stub -> stub.listRoles(request)).getRolesList();
  }

  private Optional<Role> findRole(String name, Caller caller) {
    return roles(caller).stream().filter(role -> role.getName().equals(name)).findFirst();
  }

  private Role requireRole(String name, Caller caller) {
    return findRole(name, caller)
        .orElseThrow(
            () -> notFound("role", name, roles(caller).stream().map(Role::getName).toList()));
  }

  private List<String> users(Caller caller) {
    ListPrincipalsRequest request =
        ListPrincipalsRequest.newBuilder().setTenant(caller.tenant()).build();
    return meta.call(stub -> stub.listPrincipals(request)).getPrincipalsList().stream()
        .map(Principal::getName)
        .toList();
  }

  private void requireUser(String name, Caller caller) {
    List<String> users = users(caller);
    if (!users.contains(name)) {
      throw notFound("user", name, users);
    }
  }

  private static WeirException notFound(String what, String name, List<String> names) {
    return new WeirException(
        ErrorCode.RESOURCE_NOT_FOUND,
        "no " + what + " " + name,
        NearestName.of(name, names)
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("SHOW " + what.toUpperCase(Locale.ROOT) + "S lists them."));
  }

  private static String list(Set<Privilege> privileges) {
    return String.join(", ", privileges.stream().map(Enum::name).toList());
  }
}
