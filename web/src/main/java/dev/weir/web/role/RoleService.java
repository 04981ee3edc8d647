package dev.weir.web.role;

import dev.weir.contracts.query.Caller;
import dev.weir.web.api.RoleAnswer;
import dev.weir.web.api.RoleRequest;
import java.util.List;

/** Roles. */
public interface RoleService {
  List<RoleAnswer> list(Caller caller);

  RoleAnswer read(Caller caller, String name);

  RoleAnswer put(Caller caller, String name, RoleRequest role);

  void delete(Caller caller, String name);
}
