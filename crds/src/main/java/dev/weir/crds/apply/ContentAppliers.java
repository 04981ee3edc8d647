package dev.weir.crds.apply;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.WeirResource;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.connection.Connection;
import dev.weir.crds.connection.ConnectionStatus;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.dashboard.DashboardStatus;
import dev.weir.crds.notebook.Notebook;
import dev.weir.crds.notebook.NotebookStatus;
import dev.weir.crds.report.Report;
import dev.weir.crds.report.ReportStatus;
import dev.weir.crds.role.WarehouseRole;
import dev.weir.crds.role.WarehouseRoleStatus;
import dev.weir.crds.table.Table;
import dev.weir.crds.table.TableStatus;
import java.time.Instant;

/** Makes resources of every content kind true in one warehouse. Thread-safe. */
public final class ContentAppliers {
  private static final Applier<Table, TableStatus> TABLES = new Applier<>(new TableKind());
  private static final Applier<Dashboard, DashboardStatus> DASHBOARDS =
      new Applier<>(new DashboardKind());
  private static final Applier<Notebook, NotebookStatus> NOTEBOOKS =
      new Applier<>(new NotebookKind());
  private static final Applier<WarehouseRole, WarehouseRoleStatus> ROLES =
      new Applier<>(new RoleKind());
  private static final Applier<Report, ReportStatus> REPORTS = new Applier<>(new ReportKind());
  private static final Applier<Connection, ConnectionStatus> CONNECTIONS =
      new Applier<>(new ConnectionKind());

  private final WeirApi api;
  private final ResourceLookup lookup;

  /**
   * @param api of the warehouse, with an administrator's token
   * @param lookup finds what resources name
   */
  public ContentAppliers(WeirApi api, ResourceLookup lookup) {
    this.api = api;
    this.lookup = lookup;
  }

  /**
   * One attempt to make a resource true. A second one of an unchanged resource writes nothing and
   * gives an equal status.
   *
   * @param resource as it is stored, its last status included
   * @param now for the conditions
   * @throws WeirException BAD_REQUEST for a kind that is no content; every other failure is a
   *     condition in the status
   */
  public Applied apply(WeirResource<?, ?> resource, Instant now) {
    return switch (resource) {
      case Table table -> TABLES.apply(api, table, lookup, now);
      case Dashboard dashboard -> DASHBOARDS.apply(api, dashboard, lookup, now);
      case Notebook notebook -> NOTEBOOKS.apply(api, notebook, lookup, now);
      case WarehouseRole role -> ROLES.apply(api, role, lookup, now);
      case Report report -> REPORTS.apply(api, report, lookup, now);
      case Connection connection -> CONNECTIONS.apply(api, connection, lookup, now);
      default -> throw notContent(resource);
    };
  }

  /**
   * What {@link #apply} would come to, as far as that can be known without a write, in the words
   * that it would use: conditions {@code Accepted} and {@code ResolvedRefs} are those that it would
   * give.
   *
   * @param resource as somebody wants to have it stored
   * @param now for the conditions
   * @throws WeirException as {@link #apply}
   */
  public Applied check(WeirResource<?, ?> resource, Instant now) {
    return switch (resource) {
      case Table table -> TABLES.check(api, table, lookup, now);
      case Dashboard dashboard -> DASHBOARDS.check(api, dashboard, lookup, now);
      case Notebook notebook -> NOTEBOOKS.check(api, notebook, lookup, now);
      case WarehouseRole role -> ROLES.check(api, role, lookup, now);
      case Report report -> REPORTS.check(api, report, lookup, now);
      case Connection connection -> CONNECTIONS.check(api, connection, lookup, now);
      default -> throw notContent(resource);
    };
  }

  /**
   * The status of a resource whose warehouse is not there or cannot be spoken to yet.
   *
   * @param reason that conditions give
   * @param message what it waits for
   * @param now for the conditions
   * @throws WeirException BAD_REQUEST for a kind that is no content
   */
  public static Applied postpone(
      WeirResource<?, ?> resource, Reason reason, String message, Instant now) {
    return switch (resource) {
      case Table table -> TABLES.postpone(table, reason, message, now);
      case Dashboard dashboard -> DASHBOARDS.postpone(dashboard, reason, message, now);
      case Notebook notebook -> NOTEBOOKS.postpone(notebook, reason, message, now);
      case WarehouseRole role -> ROLES.postpone(role, reason, message, now);
      case Report report -> REPORTS.postpone(report, reason, message, now);
      case Connection connection -> CONNECTIONS.postpone(connection, reason, message, now);
      default -> throw notContent(resource);
    };
  }

  /**
   * Undoes what a resource made, as far as its deletion policy says.
   *
   * @return what happened, for a person
   * @throws WeirException when it could not be done; try again later
   */
  public String delete(WeirResource<?, ?> resource) {
    return switch (resource) {
      case Table table -> TABLES.delete(api, table);
      case Dashboard dashboard -> DASHBOARDS.delete(api, dashboard);
      case Notebook notebook -> NOTEBOOKS.delete(api, notebook);
      case WarehouseRole role -> ROLES.delete(api, role);
      case Report report -> REPORTS.delete(api, report);
      case Connection connection -> CONNECTIONS.delete(api, connection);
      default -> throw notContent(resource);
    };
  }

  private static WeirException notContent(WeirResource<?, ?> resource) {
    return new WeirException(
        ErrorCode.BAD_REQUEST,
        resource.label() + " is not content of a warehouse",
        "it is made true by the operator, or by the laptop's process itself");
  }
}
