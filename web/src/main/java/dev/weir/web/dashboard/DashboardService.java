package dev.weir.web.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.DashboardAnswer;
import dev.weir.web.api.DashboardSummary;
import java.util.List;
import java.util.OptionalLong;

/** Dashboards. */
public interface DashboardService {
  List<DashboardSummary> list(Caller caller);

  DashboardAnswer read(Caller caller, String slug);

  DashboardAnswer put(Caller caller, String slug, JsonNode resource, OptionalLong version);

  void delete(Caller caller, String slug);
}
