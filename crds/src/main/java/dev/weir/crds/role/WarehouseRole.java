package dev.weir.crds.role;

import dev.weir.crds.ApiGroup;
import dev.weir.crds.WeirResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What its members may do with which tables, which rows they see, and what is masked. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@ShortNames("wrole")
@Categories("weir")
@AdditionalPrinterColumn(name = "Role", jsonPath = ".status.role", type = Type.STRING)
@AdditionalPrinterColumn(name = "Members", jsonPath = ".status.members", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Grants", jsonPath = ".status.grants", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class WarehouseRole extends WeirResource<WarehouseRoleSpec, WarehouseRoleStatus> {
  private static final long serialVersionUID = 1L;
}
