package dev.weir.crds;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.connection.Connection;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.notebook.Notebook;
import dev.weir.crds.report.Report;
import dev.weir.crds.role.WarehouseRole;
import dev.weir.crds.table.Table;
import dev.weir.crds.warehouse.Warehouse;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of resource, in the order in which they are applied: what is named comes first. */
public enum Kind {
  WAREHOUSE(
      Warehouse.class,
      false,
      "A lakehouse: object store, catalog, door for SQL, web app and workers."),
  COMPUTE_CLUSTER(ComputeCluster.class, false, "Nodes that run queries, as many as there is work."),
  CONNECTION(Connection.class, true, "An analytics database outside Weir that queries may read."),
  TABLE(
      Table.class,
      true,
      "A table of a warehouse: its columns, its key, how it is stored and for how long."),
  WAREHOUSE_ROLE(
      WarehouseRole.class,
      true,
      "What its members may do with which tables, which rows they see, and what is masked."),
  DASHBOARD(
      Dashboard.class,
      true,
      "Charts over the tables of a warehouse, and the filters that narrow them."),
  NOTEBOOK(Notebook.class, true, "Text, queries and charts that tell a story, from top to bottom."),
  REPORT(
      Report.class,
      true,
      "What is sent to whom, and when: by the clock, after a load, or when a figure is out of bounds.");

  private final Class<? extends WeirResource<?, ?>> type;
  private final boolean content;
  private final String summary;

  Kind(Class<? extends WeirResource<?, ?>> type, boolean content, String summary) {
    this.type = type;
    this.content = content;
    this.summary = summary;
  }

  /** The class of its resources. */
  public Class<? extends WeirResource<?, ?>> type() {
    return type;
  }

  /** Whether it lives inside a warehouse, so that the laptop applies it as a cluster does. */
  public boolean isContent() {
    return content;
  }

  /** What it is, in one sentence. */
  public String summary() {
    return summary;
  }

  /** As {@code kind:} writes it: {@code ComputeCluster}. */
  public String text() {
    return type.getSimpleName();
  }

  /** As a URL writes it: {@code computeclusters}. */
  public String plural() {
    return CustomResource.getCRDName(type).split("\\.", 2)[0];
  }

  /** As a hurried person writes it: {@code cc}. */
  public List<String> shortNames() {
    return List.of(CustomResource.getShortNames(type));
  }

  /** The kind of a resource. */
  public static Kind of(WeirResource<?, ?> resource) {
    return Arrays.stream(values())
        .filter(kind -> kind.type == resource.getClass())
        .findFirst()
        .orElseThrow();
  }

  /** The kind that is called so: kind, plural or short name, in any case. */
  public static Optional<Kind> find(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(
            kind ->
                kind.text().toLowerCase(Locale.ROOT).equals(wanted)
                    || kind.plural().equals(wanted)
                    || kind.shortNames().contains(wanted))
        .findFirst();
  }
}
