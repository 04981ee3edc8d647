package dev.weir.web.dashboard;

import dev.weir.contracts.query.Caller;
import dev.weir.web.api.ChartDataRequest;
import org.jspecify.annotations.Nullable;

/** Rows of charts. */
public interface ChartDataService {
  EncodedRows read(Caller caller, String slug, String chart, @Nullable ChartDataRequest request);
}
