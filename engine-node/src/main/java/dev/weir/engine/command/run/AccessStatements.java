package dev.weir.engine.command.run;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ChangeRoleRequest;
import dev.weir.contracts.meta.v1.DeletePrincipalRequest;
import dev.weir.contracts.meta.v1.DeleteRoleRequest;
import dev.weir.contracts.meta.v1.ListPrincipalsRequest;
import dev.weir.contracts.meta.v1.ListRolesRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.PrivilegeChange;
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
import java.util.Set;
import java.util.function.Function;
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
    Role role = Role.newBuilder().setTenant(caller.tenant()).setName(create.role()).build();
    return created("role " + create.role(), create.ifNotExists(), stub -> stub.createRole(role));
  }

  private CommandResult dropRole(AccessCommand.DropRole drop, Caller caller) {
    if (drop.ifExists()
        && roles(caller).stream().noneMatch(role -> role.getName().equals(drop.role()))) {
      return Answers.status("role " + drop.role() + " was not there");
    }
    requireRole(drop.role(), caller);
    DeleteRoleRequest request =
        DeleteRoleRequest.newBuilder().setTenant(caller.tenant()).setName(drop.role()).build();
    meta.call(stub -> stub.deleteRole(request));
    return Answers.status("role " + drop.role() + " dropped");
  }

  private CommandResult createUser(AccessCommand.CreateUser create, Caller caller) {
    PutPrincipalRequest request =
        PutPrincipalRequest.newBuilder()
            .setOnlyNew(true)
            .setPrincipal(
                Principal.newBuilder()
                    .setTenant(caller.tenant())
                    .setName(create.user())
                    .setDisplayName(create.user())
                    .setAdmin(create.admin()))
            .build();
    return created(
        "user " + create.user(), create.ifNotExists(), stub -> stub.putPrincipal(request));
  }

  /** Meta says whether it is there already: of two at once, one creates it. */
  private CommandResult created(
      String what, boolean fineIfThere, Function<MetaServiceBlockingStub, ?> call) {
    try {
      meta.call(call);
      return Answers.status(what + " created");
    } catch (WeirException failure) {
      if (failure.code() != ErrorCode.ALREADY_EXISTS) {
        throw failure;
      }
      if (!fineIfThere) {
        throw new WeirException(
            ErrorCode.ALREADY_EXISTS,
            "the " + what + " is there already",
            "Choose another name.",
            failure);
      }
      return Answers.status(what + " is there already");
    }
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

  private CommandResult changeGrant(AccessCommand.ChangeGrant change, QueryContext context) {
    requireRole(change.role(), context.caller());
    String object = object(change, context);
    PrivilegeChange privileges =
        PrivilegeChange.newBuilder()
            .setObject(object)
            .addAllPrivileges(change.privileges())
            .build();
    ChangeRoleRequest.Builder request = changeOf(change.role(), context.caller());
    change(change.grant() ? request.addGrant(privileges) : request.addRevoke(privileges));
    return Answers.status(
        (change.grant() ? "granted " : "revoked ")
            + list(change.privileges())
            + " on "
            + object
            + (change.grant() ? " to " : " from ")
            + "role "
            + change.role());
  }

  private String object(AccessCommand.ChangeGrant change, QueryContext context) {
    List<String> levels = change.object();
    if (levels.isEmpty()) {
      return "*";
    }
    if (!change.objectIsTable()) {
      return TableAccess.grantObject(levels);
    }
    TableIdentifier name = TableIdentifier.of(levels.toArray(String[]::new));
    TableIdentifier full =
        change.grant()
            ? TableAccess.identifier(access.relation(name, context))
            : access
                .find(name, context)
                .map(TableAccess::identifier)
                .orElseGet(() -> TableAccess.qualified(name, context));
    List<String> object = new ArrayList<>(List.of(full.namespace().levels()));
    object.add(full.name());
    return TableAccess.grantObject(object);
  }

  private CommandResult changeMembership(AccessCommand.ChangeMembership change, Caller caller) {
    requireRole(change.role(), caller);
    ChangeRoleRequest.Builder request = changeOf(change.role(), caller);
    if (change.grant()) {
      requireUser(change.user(), caller);
      change(request.addAddMembers(change.user()));
    } else {
      change(request.addRemoveMembers(change.user()));
    }
    return Answers.status(
        change.user()
            + (change.grant() ? " has" : " no longer has")
            + " the role "
            + change.role());
  }

  private static ChangeRoleRequest.Builder changeOf(String role, Caller caller) {
    return ChangeRoleRequest.newBuilder().setTenant(caller.tenant()).setName(role);
  }

  private void change(ChangeRoleRequest.Builder request) {
    meta.call(stub -> stub.changeRole(request.build()));
  }

  private List<Role> roles(Caller caller) {
    ListRolesRequest request = ListRolesRequest.newBuilder().setTenant(caller.tenant()).build();
    return meta.call(stub -> stub.listRoles(request)).getRolesList();
  }

  private void requireRole(String name, Caller caller) {
    List<String> roles = roles(caller).stream().map(Role::getName).toList();
    if (!roles.contains(name)) {
      throw notFound("role", name, roles);
    }
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
