package dev.weir.crds.apply;

import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.report.Report;
import dev.weir.crds.report.ReportStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies reports as far as that goes: nothing acts on them yet, and their status says so. */
final class ReportKind implements ContentKind<Report, ReportStatus> {

  @Override
  public List<Reference> references(Report resource) {
    return Reference.of(resource.getSpec().warehouseRef(), resource.getSpec().computeClusterRef());
  }

  @Override
  public Outcome<ReportStatus> apply(WeirApi api, Report resource) {
    return new Outcome<>(
        new ReportStatus(List.of(), null, null, null, null, null, null),
        false,
        Reason.NOT_YET_SUPPORTED,
        "this version of Weir keeps the resource and sends nothing");
  }

  /** Nothing is written by that. */
  @Override
  public Outcome<ReportStatus> check(WeirApi api, Report resource) {
    return apply(api, resource);
  }

  @Override
  public ReportStatus status(
      Report resource,
      @Nullable ReportStatus facts,
      List<Condition> conditions,
      @Nullable Long generation,
      @Nullable String lastError) {
    return new ReportStatus(conditions, generation, null, null, null, null, lastError);
  }

  @Override
  public String delete(WeirApi api, Report resource) {
    return resource.label() + " was forgotten; nothing had been made of it";
  }
}
