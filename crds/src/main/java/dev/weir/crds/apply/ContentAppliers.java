package dev.weir.crds.apply;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.WeirResource;
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
  private final WeirApi api;
  private final ResourceLookup lookup;
  private final Applier<Table, TableStatus> tables = new Applier<>(new TableKind());
  private final Applier<Dashboard, DashboardStatus> dashboards = new Applier<>(new DashboardKind());
  private final Applier<Notebook, NotebookStatus> notebooks = new Applier<>(new NotebookKind());
  private final Applier<WarehouseRole, WarehouseRoleStatus> roles = new Applier<>(new RoleKind());
  private final Applier<Report, ReportStatus> reports = new Applier<>(new ReportKind());
  private final Applier<Connection, ConnectionStatus> connections =
      new Applier<>(new ConnectionKind());

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
      case Table table -> tables.apply(api, table, lookup, now);
      case Dashboard dashboard -> dashboards.apply(api, dashboard, lookup, now);
      case Notebook notebook -> notebooks.apply(api, notebook, lookup, now);
      case WarehouseRole role -> roles.apply(api, role, lookup, now);
      case Report report -> reports.apply(api, report, lookup, now);
      case Connection connection -> connections.apply(api, connection, lookup, now);
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
      case Table table -> tables.delete(api, table);
      case Dashboard dashboard -> dashboards.delete(api, dashboard);
      case Notebook notebook -> notebooks.delete(api, notebook);
      case WarehouseRole role -> roles.delete(api, role);
      case Report report -> reports.delete(api, report);
      case Connection connection -> connections.delete(api, connection);
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
