package dev.weir.engine.command;

import dev.weir.contracts.meta.v1.Privilege;
import java.util.List;
import java.util.Set;

/** Statements about who may do what. Administrators only. */
public sealed interface AccessCommand extends Command {

  /** CREATE ROLE. */
  record CreateRole(String role, boolean ifNotExists) implements AccessCommand {
    @Override
    public String kind() {
      return "CREATE ROLE";
    }
  }

  /** DROP ROLE. */
  record DropRole(String role, boolean ifExists) implements AccessCommand {
    @Override
    public String kind() {
      return "DROP ROLE";
    }
  }

  /** CREATE USER; {@code admin} gives every privilege. */
  record CreateUser(String user, boolean ifNotExists, boolean admin) implements AccessCommand {
    @Override
    public String kind() {
      return "CREATE USER";
    }
  }

  /** DROP USER. */
  record DropUser(String user, boolean ifExists) implements AccessCommand {
    @Override
    public String kind() {
      return "DROP USER";
    }
  }

  /**
   * GRANT or REVOKE of privileges.
   *
   * @param grant false: revoke
   * @param object levels of a namespace or of a table's name; empty: everything
   * @param objectIsTable a table, so that an unqualified name is one of the default namespace
   */
  record ChangeGrant(
      boolean grant,
      Set<Privilege> privileges,
      List<String> object,
      boolean objectIsTable,
      String role)
      implements AccessCommand {
    @Override
    public String kind() {
      return grant ? "GRANT" : "REVOKE";
    }
  }

  /** GRANT ROLE … TO USER, REVOKE ROLE … FROM USER. */
  record ChangeMembership(boolean grant, String role, String user) implements AccessCommand {
    @Override
    public String kind() {
      return grant ? "GRANT ROLE" : "REVOKE ROLE";
    }
  }
}
