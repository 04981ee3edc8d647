package dev.weir.engine.gateway;

import dev.weir.contracts.error.WeirException;
import dev.weir.engine.duck.DuckSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of statements that were described a moment ago. Clients of Flight SQL have each
 * statement described before they run it; a run that finds the session ready spares opening it, and
 * binding and planning the statement a second time. What has changed in between is in the key, so
 * that a run never gets a session that it would not have opened. Bounded in number and time.
 * Thread-safe.
 */
final class ReadySessions implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReadySessions.class.getName());
  private static final int SESSIONS_MAX = 8;
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * @param sql the very text: failures have their places in it
   * @param result what the answer depends on
   */
  record Key(String sql, ResultKey result) {}

  private record Ready(DuckSession session, long sinceNanos) {}

  /** In the order in which they came. */
  private final SequencedMap<Key, Ready> sessions = new LinkedHashMap<>();

  private boolean closed;

  /** Takes over a session; it is closed unless somebody takes it soon. */
  void keep(Key key, DuckSession session) {
    List<DuckSession> surplus = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        surplus.add(session);
      } else {
        Ready replaced = sessions.remove(key);
        if (replaced != null) {
          surplus.add(replaced.session());
        }
        sessions.put(key, new Ready(session, System.nanoTime()));
        if (sessions.size() > SESSIONS_MAX) {
          surplus.add(sessions.pollFirstEntry().getValue().session());
        }
      }
    }
    surplus.forEach(ReadySessions::close);
  }

  /** Hands a session over, or null when there is none. */
  synchronized @Nullable DuckSession take(Key key) {
    Ready ready = sessions.remove(key);
    return ready == null ? null : ready.session();
  }

  /** Closes what nobody came for. To be called now and then. */
  void sweep() {
    List<DuckSession> old = new ArrayList<>();
    synchronized (this) {
      long now = System.nanoTime();
      while (!sessions.isEmpty()
          && now - sessions.firstEntry().getValue().sinceNanos() > KEPT_NANOS) {
        old.add(sessions.pollFirstEntry().getValue().session());
      }
    }
    old.forEach(ReadySessions::close);
  }

  @Override
  public void close() {
    List<Ready> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(sessions.values());
      sessions.clear();
    }
    all.forEach(ready -> close(ready.session()));
  }

  /** Whoever closes somebody else's session is not to fail for it. */
  private static void close(DuckSession session) {
    try {
      session.close();
    } catch (WeirException e) {
      LOG.log(System.Logger.Level.WARNING, "session.close", e);
    }
  }
}
