package dev.weir.web.dashboard;

import dev.weir.contracts.query.Caller;
import dev.weir.web.api.FilterOptions;

/** Options of filters. */
public interface FilterOptionService {
  FilterOptions read(Caller caller, String slug, String filter, String text, int limit);
}
