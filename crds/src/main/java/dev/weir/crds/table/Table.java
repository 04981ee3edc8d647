package dev.weir.crds.table;

import dev.weir.crds.ApiGroup;
import dev.weir.crds.WeirResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A table of a warehouse: its columns, its key, how it is stored and for how long. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@ShortNames("tbl")
@Categories("weir")
@AdditionalPrinterColumn(name = "Table", jsonPath = ".status.table", type = Type.STRING)
@AdditionalPrinterColumn(name = "Rows", jsonPath = ".status.rows", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Bytes",
    jsonPath = ".status.bytes",
    type = Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class Table extends WeirResource<TableSpec, TableStatus> {
  private static final long serialVersionUID = 1L;
}
