package dev.weir.crds.notebook;

import dev.weir.crds.ApiGroup;
import dev.weir.crds.WeirResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Text, queries and charts that tell a story, from top to bottom. */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@ShortNames("nb")
@Categories("weir")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".spec.title", type = Type.STRING)
@AdditionalPrinterColumn(name = "Cells", jsonPath = ".status.cells", type = Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
public final class Notebook extends WeirResource<NotebookSpec, NotebookStatus> {
  private static final long serialVersionUID = 1L;
}
