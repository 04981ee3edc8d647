package dev.weir.crds.dashboard;

import dev.weir.crds.ApiGroup;
import dev.weir.crds.WeirResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Charts over the tables of a warehouse, and the filters that narrow them. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@ShortNames("db")
@Categories("weir")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".spec.title", type = Type.STRING)
@AdditionalPrinterColumn(name = "Charts", jsonPath = ".status.charts", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url", type = Type.STRING, priority = 1)
public final class Dashboard extends WeirResource<DashboardSpec, DashboardStatus> {
  private static final long serialVersionUID = 1L;
}
