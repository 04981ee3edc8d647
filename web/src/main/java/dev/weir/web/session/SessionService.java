package dev.weir.web.session;

import dev.weir.contracts.query.Caller;
import dev.weir.web.api.SessionRequest;

/** Sessions of browsers. */
public interface SessionService {
  OpenedSession open(SessionRequest request);

  Caller find(String secret);

  void close(String secret);
}
