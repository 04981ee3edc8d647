package dev.weir.crds.warehouse;

import dev.weir.crds.ApiGroup;
import dev.weir.crds.WeirResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A lakehouse: object store, catalog, door for SQL, web app and workers. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@ShortNames("wh")
@Categories("weir")
@AdditionalPrinterColumn(name = "Profile", jsonPath = ".spec.profile", type = Type.STRING)
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url", type = Type.STRING)
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.version", type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class Warehouse extends WeirResource<WarehouseSpec, WarehouseStatus> {
  private static final long serialVersionUID = 1L;
}
