package dev.weir.engine.command.run;

import dev.weir.contracts.meta.v1.Grant;
import dev.weir.contracts.meta.v1.ListPrincipalsRequest;
import dev.weir.contracts.meta.v1.ListRolesRequest;
import dev.weir.contracts.meta.v1.ListUsageRequest;
import dev.weir.contracts.meta.v1.Namespace;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.contracts.meta.v1.Usage;
import dev.weir.contracts.query.Caller;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.command.ShowCommand.Subject;
import dev.weir.engine.write.MetaCalls;
import dev.weir.engine.write.TableAccess;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lists of a tenant: administrators see everybody's, others what is about themselves. Thread-safe.
 */
final class TenantLists {
  private final MetaCalls meta;
  private final TableAccess access;
  private final ClusterDirectory clusters;

  TenantLists(MetaCalls meta, TableAccess access, ClusterDirectory clusters) {
    this.meta = meta;
    this.access = access;
    this.clusters = clusters;
  }

  CommandResult list(Subject subject, Caller caller) {
    return switch (subject) {
      case NAMESPACES -> namespaces(caller);
      case USERS -> users(caller);
      case ROLES -> roles(caller);
      case GRANTS -> grants(caller);
      case USAGE -> usage(caller);
      case CLUSTERS -> clusters();
    };
  }

  private CommandResult namespaces(Caller caller) {
    Answers.Table answer = Answers.table("namespace", "VARCHAR");
    for (Namespace namespace : access.list(caller, null).getNamespacesList()) {
      answer.add(String.join(".", namespace.getLevelsList()));
    }
    return answer.result();
  }

  private CommandResult users(Caller caller) {
    Answers.Table answer =
        Answers.table(
            "name", "VARCHAR", "display_name", "VARCHAR", "admin", "BOOLEAN", "roles", "VARCHAR");
    List<Principal> principals =
        meta.call(
                stub ->
                    stub.listPrincipals(
                        ListPrincipalsRequest.newBuilder().setTenant(caller.tenant()).build()))
            .getPrincipalsList();
    for (Principal principal : principals) {
      if (caller.admin() || principal.getName().equals(caller.principal())) {
        answer.add(
            principal.getName(),
            principal.getDisplayName(),
            principal.getAdmin(),
            String.join(", ", principal.getRolesList()));
      }
    }
    return answer.result();
  }

  private List<Role> visibleRoles(Caller caller) {
    return meta
        .call(
            stub ->
                stub.listRoles(ListRolesRequest.newBuilder().setTenant(caller.tenant()).build()))
        .getRolesList()
        .stream()
        .filter(role -> caller.admin() || caller.roles().contains(role.getName()))
        .toList();
  }

  private CommandResult roles(Caller caller) {
    Answers.Table answer = Answers.table("name", "VARCHAR", "members", "VARCHAR");
    for (Role role : visibleRoles(caller)) {
      List<String> members =
          role.getMembersList().stream()
              .filter(member -> caller.admin() || member.equals(caller.principal()))
              .toList();
      answer.add(role.getName(), String.join(", ", members));
    }
    return answer.result();
  }

  private CommandResult grants(Caller caller) {
    Answers.Table answer =
        Answers.table(
            "role",
            "VARCHAR",
            "object",
            "VARCHAR",
            "privileges",
            "VARCHAR",
            "row_filter",
            "VARCHAR",
            "masked_columns",
            "VARCHAR");
    for (Role role : visibleRoles(caller)) {
      for (Grant grant : role.getGrantsList()) {
        answer.add(
            role.getName(),
            grant.getObject(),
            grant.getPrivilegesList().stream()
                .map(Enum::name)
                .sorted()
                .collect(Collectors.joining(", ")),
            grant.getRowFilter().isEmpty() ? null : grant.getRowFilter(),
            grant.getColumnMasksCount() == 0
                ? null
                : grant.getColumnMasksMap().keySet().stream()
                    .sorted()
                    .collect(Collectors.joining(", ")));
      }
    }
    return answer.result();
  }

  private CommandResult usage(Caller caller) {
    Answers.Table answer =
        Answers.table(
            "user",
            "VARCHAR",
            "queries",
            "BIGINT",
            "failed_queries",
            "BIGINT",
            "cache_hits",
            "BIGINT",
            "rows_returned",
            "BIGINT",
            "bytes_scanned",
            "BIGINT",
            "cpu_millis",
            "BIGINT");
    List<Usage> counters =
        meta.call(
                stub ->
                    stub.listUsage(
                        ListUsageRequest.newBuilder().setTenant(caller.tenant()).build()))
            .getUsageList();
    for (Usage usage : counters) {
      if (caller.admin() || usage.getPrincipal().equals(caller.principal())) {
        answer.add(
            usage.getPrincipal(),
            usage.getQueries(),
            usage.getFailedQueries(),
            usage.getCacheHits(),
            usage.getRowsReturned(),
            usage.getBytesScanned(),
            usage.getCpuMillis());
      }
    }
    return answer.result();
  }

  private CommandResult clusters() {
    Answers.Table answer =
        Answers.table(
            "name", "VARCHAR", "nodes", "BIGINT", "state", "VARCHAR", "running", "BIGINT", "queued",
            "BIGINT");
    clusters
        .list()
        .forEach(
            cluster ->
                answer.add(
                    cluster.name(),
                    cluster.nodes(),
                    cluster.state(),
                    cluster.running(),
                    cluster.queued()));
    return answer.result();
  }
}
