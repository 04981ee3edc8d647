package dev.weir.web.live;

import dev.weir.contracts.config.LiveConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many sockets are open, and whose. Thread-safe. */
public final class LiveSeats {
  private final LiveConfig limits;
  private final Map<String, User> bySocket = new HashMap<>();
  private final Map<User, Integer> byUser = new HashMap<>();

  public LiveSeats(LiveConfig limits) {
    this.limits = limits;
  }

  private record User(String tenant, String principal) {
    static User of(Caller caller) {
      return new User(caller.tenant(), caller.principal());
    }
  }

  /**
   * Whether there is room for one more, for now.
   *
   * @throws WeirException QUEUE_FULL
   */
  public synchronized void check(Caller caller) {
    int own = byUser.getOrDefault(User.of(caller), 0);
    if (own >= limits.socketsOfUserMax()) {
      throw full("You have " + own + " live sockets open, which is as many as a user may have.");
    }
    if (bySocket.size() >= limits.socketsMax()) {
      throw full("As many live sockets are open as this server takes: " + bySocket.size() + ".");
    }
  }

  /**
   * Takes a seat for a socket.
   *
   * @throws WeirException QUEUE_FULL
   */
  public synchronized void take(String socket, Caller caller) {
    check(caller);
    bySocket.put(socket, User.of(caller));
    byUser.merge(User.of(caller), 1, Integer::sum);
  }

  /** Gives the seat back, when that socket has one. */
  public synchronized void leave(String socket) {
    User user = bySocket.remove(socket);
    if (user != null) {
      byUser.computeIfPresent(user, (each, count) -> less(count));
    }
  }

  private static @Nullable Integer less(int count) {
    return count == 1 ? null : count - 1;
  }

  /** Sockets that have a seat. */
  public synchronized int taken() {
    return bySocket.size();
  }

  private static WeirException full(String what) {
    return new WeirException(
        ErrorCode.QUEUE_FULL, what, "Close one that is not needed, or try again in a moment.");
  }
}
