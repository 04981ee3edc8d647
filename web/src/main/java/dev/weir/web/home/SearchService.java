package dev.weir.web.home;

import dev.weir.contracts.query.Caller;
import dev.weir.web.api.SearchHit;
import java.util.List;

/** The palette's search. */
public interface SearchService {
  List<SearchHit> search(Caller caller, String text, int limit);
}
