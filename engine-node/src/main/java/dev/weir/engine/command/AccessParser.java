package dev.weir.engine.command;

import dev.weir.contracts.meta.v1.Privilege;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Parses statements about roles, users and privileges. Stateless. */
final class AccessParser {
  private static final Set<Privilege> ALL =
      EnumSet.of(
          Privilege.SELECT,
          Privilege.INSERT,
          Privilege.UPDATE,
          Privilege.DELETE,
          Privilege.CREATE,
          Privilege.ALTER,
          Privilege.DROP);

  private AccessParser() {}

  static Command createOrDrop(TokenReader reader) {
    boolean create = reader.expectOneOf("CREATE", "DROP").equals("CREATE");
    boolean role = reader.expectOneOf("ROLE", "USER").equals("ROLE");
    boolean guarded = create ? reader.accept("IF", "NOT", "EXISTS") : reader.accept("IF", "EXISTS");
    String name = reader.name(role ? "the name of a role" : "the name of a user");
    if (role) {
      return create
          ? new AccessCommand.CreateRole(name, guarded)
          : new AccessCommand.DropRole(name, guarded);
    }
    if (!create) {
      return new AccessCommand.DropUser(name, guarded);
    }
    if (reader.peek().isWord("PASSWORD") || reader.peek().isWord("WITH")) {
      throw CommandParser.notSupported(
          reader,
          reader.peek(),
          "users sign in with tokens, not with passwords",
          "CREATE USER " + name + ", then make a token: ./weir token --user " + name + ".");
    }
    return new AccessCommand.CreateUser(name, guarded, reader.accept("ADMIN"));
  }

  /** {@code GRANT SELECT, INSERT ON t TO ROLE r}, {@code GRANT ROLE r TO USER u}, REVOKE alike. */
  static Command change(TokenReader reader) {
    boolean grant = reader.expectOneOf("GRANT", "REVOKE").equals("GRANT");
    if (reader.accept("ROLE")) {
      String role = reader.name("the name of a role");
      reader.expect(grant ? "TO" : "FROM");
      reader.expect("USER");
      return new AccessCommand.ChangeMembership(grant, role, reader.name("the name of a user"));
    }
    Set<Privilege> privileges = privileges(reader);
    reader.expect("ON");
    boolean everything = reader.accept('*');
    boolean namespace =
        !everything
            && (reader.accept("NAMESPACE") || reader.accept("SCHEMA") || reader.accept("DATABASE"));
    List<String> object = List.of();
    if (namespace) {
      object = List.of(reader.namespace().levels());
    } else if (!everything) {
      reader.accept("TABLE");
      object = reader.levels("a table, NAMESPACE name, or *");
    }
    reader.expect(grant ? "TO" : "FROM");
    if (reader.peek().isWord("USER")) {
      throw CommandParser.notSupported(
          reader,
          reader.peek(),
          "privileges go to roles",
          "CREATE ROLE r, GRANT … TO ROLE r, GRANT ROLE r TO USER u.");
    }
    reader.expect("ROLE");
    String role = reader.name("the name of a role");
    return new AccessCommand.ChangeGrant(
        grant, privileges, object, !everything && !namespace, role);
  }

  private static Set<Privilege> privileges(TokenReader reader) {
    if (reader.accept("ALL")) {
      reader.accept("PRIVILEGES");
      return ALL;
    }
    Set<Privilege> privileges = EnumSet.noneOf(Privilege.class);
    do {
      Token token = reader.next();
      ALL.stream()
          .filter(privilege -> token.isWord(privilege.name()))
          .findFirst()
          .ifPresentOrElse(
              privileges::add,
              () -> {
                throw reader.error(
                    token,
                    "expected a privilege, found " + token.value(),
                    "Privileges are SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP or ALL.");
              });
    } while (reader.accept(','));
    return privileges;
  }
}
