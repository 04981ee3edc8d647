package dev.weir.web.role;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.DeleteRoleRequest;
import dev.weir.contracts.meta.v1.ListRolesRequest;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.RoleAnswer;
import dev.weir.web.api.RoleRequest;
import dev.weir.web.audit.AuditLog;
import dev.weir.web.catalog.MetaCalls;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Roles of the tenant, which meta keeps. For administrators only. Thread-safe. */
public final class RoleService {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  private final MetaCalls meta;
  private final AuditLog audit;

  public RoleService(MetaCalls meta, AuditLog audit) {
    this.meta = meta;
    this.audit = audit;
  }

  /** Every role, by name. */
  public List<RoleAnswer> list(Caller caller) {
    checkAdmin(caller);
    return roles(caller).stream().map(RoleMessages::toAnswer).toList();
  }

  /**
   * @throws WeirException RESOURCE_NOT_FOUND
   */
  public RoleAnswer read(Caller caller, String name) {
    checkAdmin(caller);
    return roles(caller).stream()
        .filter(role -> role.getName().equals(name))
        .findFirst()
        .map(RoleMessages::toAnswer)
        .orElseThrow(() -> notFound(name));
  }

  /**
   * Creates a role or replaces it whole.
   *
   * @throws WeirException BAD_REQUEST for a wrong name or privilege, and what meta refuses
   */
  public RoleAnswer put(Caller caller, String name, @Nullable RoleRequest role) {
    checkAdmin(caller);
    if (!NAME.matcher(name).matches()) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "No role can be called '" + name + "'.",
          "Use lower-case letters, digits, '-' and '.'.");
    }
    Role message = RoleMessages.toMessage(caller.tenant(), name, role);
    Role stored = meta.call(stub -> stub.putRole(message));
    audit.record(caller, "apply", "WarehouseRole " + name, AuditLog.OK);
    return RoleMessages.toAnswer(stored);
  }

  /**
   * @throws WeirException RESOURCE_NOT_FOUND
   */
  public void delete(Caller caller, String name) {
    read(caller, name);
    meta.call(
        stub ->
            stub.deleteRole(
                DeleteRoleRequest.newBuilder().setTenant(caller.tenant()).setName(name).build()));
    audit.record(caller, "delete", "WarehouseRole " + name, AuditLog.OK);
  }

  private List<Role> roles(Caller caller) {
    return meta
        .call(
            stub ->
                stub.listRoles(ListRolesRequest.newBuilder().setTenant(caller.tenant()).build()))
        .getRolesList()
        .stream()
        .sorted(Comparator.comparing(Role::getName))
        .toList();
  }

  private static void checkAdmin(Caller caller) {
    if (!caller.admin()) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          "Roles are for administrators.",
          "Ask an administrator of the tenant '" + caller.tenant() + "'.");
    }
  }

  private static WeirException notFound(String name) {
    return new WeirException(
        ErrorCode.RESOURCE_NOT_FOUND,
        "There is no role '" + name + "'.",
        "GET /api/v1/roles lists them.");
  }
}
