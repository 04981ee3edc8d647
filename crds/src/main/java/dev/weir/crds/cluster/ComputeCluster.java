package dev.weir.crds.cluster;

import dev.weir.crds.ApiGroup;
import dev.weir.crds.WeirResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Nodes that run queries, as many as there is work. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@ShortNames("cc")
@Categories("weir")
@AdditionalPrinterColumn(
    name = "Warehouse",
    jsonPath = ".spec.warehouseRef.name",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Engine", jsonPath = ".spec.engine", type = Type.STRING)
@AdditionalPrinterColumn(name = "Nodes", jsonPath = ".status.replicas", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Ready nodes",
    jsonPath = ".status.readyReplicas",
    type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Running",
    jsonPath = ".status.runningQueries",
    type = Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Queued",
    jsonPath = ".status.queuedQueries",
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
public final class ComputeCluster extends WeirResource<ComputeClusterSpec, ComputeClusterStatus> {
  private static final long serialVersionUID = 1L;
}
