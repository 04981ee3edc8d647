package dev.weir.web.home;

import dev.weir.contracts.query.Caller;
import dev.weir.web.api.HomeAnswer;

/** The home page and favourites. */
public interface HomeService {
  HomeAnswer read(Caller caller);

  void addFavourite(Caller caller, String kind, String slug);

  void removeFavourite(Caller caller, String kind, String slug);
}
