package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Grant;
import dev.weir.contracts.meta.v1.ListRelationsRequest;
import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.ListRolesRequest;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.meta.v1.ResolveRequest;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.contracts.meta.v1.TableName;
import dev.weir.contracts.query.Caller;
import dev.weir.engine.gateway.QueryContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the relations that statements name and holds what is to be done to them against the
 * caller's rights. Names are found in any case when there is none that is spelled the same.
 * Thread-safe.
 */
public final class TableAccess {
  /** The one catalog, as the outermost part of a name. */
  private static final String CATALOG = "weir";

  private final MetaCalls meta;

  public TableAccess(MetaCalls meta) {
    this.meta = meta;
  }

  /** The full name that a statement means. */
  public static TableIdentifier qualified(TableIdentifier name, QueryContext context) {
    String[] levels = name.namespace().levels();
    if (levels.length == 0) {
      return TableIdentifier.of(
          Namespace.of(context.defaultNamespace().split("\\.", -1)), name.name());
    }
    boolean catalog = levels.length > 1 && levels[0].equalsIgnoreCase(CATALOG);
    return catalog
        ? TableIdentifier.of(
            Namespace.of(Arrays.copyOfRange(levels, 1, levels.length)), name.name())
        : name;
  }

  /** The table or view of that name, if the caller may know of it. */
  public Optional<Relation> find(TableIdentifier name, QueryContext context) {
    TableIdentifier full = qualified(name, context);
    Relation exact =
        meta.call(
                stub ->
                    stub.resolve(
                        ResolveRequest.newBuilder()
                            .setTenant(context.caller().tenant())
                            .setPrincipal(context.caller().principal())
                            .addNames(toProto(full))
                            .build()))
            .getRelations(0);
    if (exact.getKind() != RelationKind.RELATION_KIND_UNSPECIFIED) {
      return Optional.of(exact);
    }
    String folded = full.toString().toLowerCase(Locale.ROOT);
    return list(context.caller(), null).getRelationsList().stream()
        .filter(each -> identifier(each).toString().toLowerCase(Locale.ROOT).equals(folded))
        .findFirst();
  }

  /** Everything that the caller may know of; {@code namespace} null: in all of them. */
  public ListRelationsResponse list(Caller caller, @Nullable Namespace namespace) {
    ListRelationsRequest.Builder request =
        ListRelationsRequest.newBuilder()
            .setTenant(caller.tenant())
            .setPrincipal(caller.principal());
    if (namespace != null) {
      request.addAllNamespace(Arrays.asList(namespace.levels()));
    }
    return meta.call(stub -> stub.listRelations(request.build()));
  }

  /**
   * The table or view of that name.
   *
   * @throws WeirException TABLE_NOT_FOUND, with the nearest name as a hint
   */
  public Relation relation(TableIdentifier name, QueryContext context) {
    return find(name, context).orElseThrow(() -> notFound(name, context));
  }

  /**
   * The table or view of that name when the caller has the right to it.
   *
   * @throws WeirException TABLE_NOT_FOUND, PERMISSION_DENIED, STATEMENT_NOT_SUPPORTED when it is a
   *     view and a table is wanted or the other way round
   */
  public Relation require(
      TableIdentifier name, RelationKind kind, Privilege privilege, QueryContext context) {
    Relation relation = relation(name, context);
    if (relation.getKind() != kind) {
      boolean view = relation.getKind() == RelationKind.VIEW;
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          identifier(relation) + " is a " + (view ? "view" : "table"),
          view ? "Name the table that it reads." : "Say TABLE in place of VIEW.");
    }
    requirePrivilege(relation, privilege, context.caller());
    return relation;
  }

  /** PERMISSION_DENIED unless the caller may do that to the relation. */
  public static void requirePrivilege(Relation relation, Privilege privilege, Caller caller) {
    if (!caller.admin() && !relation.getPolicy().getPrivilegesList().contains(privilege)) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          caller.principal() + " may not " + privilege + " " + identifier(relation),
          "Ask an administrator: GRANT "
              + privilege
              + " ON "
              + identifier(relation)
              + " TO ROLE ….");
    }
  }

  /** PERMISSION_DENIED unless the caller may create things in that namespace. */
  public void requireCreate(Namespace namespace, QueryContext context) {
    Caller caller = context.caller();
    if (caller.admin()) {
      return;
    }
    List<Role> roles =
        meta.call(
                stub ->
                    stub.listRoles(
                        ListRolesRequest.newBuilder().setTenant(caller.tenant()).build()))
            .getRolesList();
    boolean granted =
        roles.stream()
            .filter(role -> caller.roles().contains(role.getName()))
            .flatMap(role -> role.getGrantsList().stream())
            .filter(grant -> grant.getPrivilegesList().contains(Privilege.CREATE))
            .anyMatch(grant -> covers(grant, namespace));
    if (!granted) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          caller.principal() + " may not CREATE in the namespace " + namespace,
          "Ask an administrator: GRANT CREATE ON NAMESPACE " + namespace + " TO ROLE ….");
    }
  }

  /** A grant on a namespace covers everything below it. */
  private static boolean covers(Grant grant, Namespace namespace) {
    List<String> levels = List.of(namespace.levels());
    return grant.getObject().equals("*")
        || IntStream.rangeClosed(1, levels.size())
            .mapToObj(depth -> grantObject(levels.subList(0, depth)))
            .anyMatch(grant.getObject()::equals);
  }

  /** PERMISSION_DENIED unless the caller is an administrator. */
  public static void requireAdmin(Caller caller, String what) {
    if (!caller.admin()) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          what + " is for administrators",
          "Ask an administrator to do it.");
    }
  }

  /** How a grant writes a name: a level that holds a dot or a quote is quoted. */
  public static String grantObject(List<String> levels) {
    return levels.stream()
        .map(
            level ->
                level.equals("*") || level.contains(".") || level.contains("\"")
                    ? '"' + level.replace("\"", "\"\"") + '"'
                    : level)
        .collect(Collectors.joining("."));
  }

  private WeirException notFound(TableIdentifier name, QueryContext context) {
    TableIdentifier full = qualified(name, context);
    List<String> names =
        list(context.caller(), null).getRelationsList().stream()
            .map(relation -> identifier(relation).toString())
            .toList();
    return new WeirException(
        ErrorCode.TABLE_NOT_FOUND,
        "no table or view " + full + ", or none that you may know of",
        NearestName.of(full.toString(), names)
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("SHOW TABLES lists what there is."));
  }

  /** The exact name of a relation. */
  public static TableIdentifier identifier(Relation relation) {
    return TableIdentifier.of(
        Namespace.of(relation.getName().getNamespaceList().toArray(String[]::new)),
        relation.getName().getName());
  }

  private static TableName toProto(TableIdentifier name) {
    return TableName.newBuilder()
        .addAllNamespace(Arrays.asList(name.namespace().levels()))
        .setName(name.name())
        .build();
  }
}
