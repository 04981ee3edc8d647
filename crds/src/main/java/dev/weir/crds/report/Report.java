package dev.weir.crds.report;

import dev.weir.crds.ApiGroup;
import dev.weir.crds.WeirResource;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * What is sent to whom, and when: by the clock, after a load, or when a figure is out of bounds.
 */
@Group(ApiGroup.NAME)
@Version(ApiGroup.VERSION)
@ShortNames("rep")
@Categories("weir")
@AdditionalPrinterColumn(name = "Schedule", jsonPath = ".spec.schedule.cron", type = Type.STRING)
@AdditionalPrinterColumn(name = "Last run", jsonPath = ".status.lastRunTime", type = Type.DATE)
@AdditionalPrinterColumn(
    name = "Next run",
    jsonPath = ".status.nextRunTime",
    type = Type.STRING,
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
public final class Report extends WeirResource<ReportSpec, ReportStatus> {
  private static final long serialVersionUID = 1L;
}
