package dev.weir.web.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.web.store.AuditEntry;
import dev.weir.web.store.AuditRepository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what people do into the audit log. A failure to write is logged and does not undo what was
 * done. Thread-safe.
 */
public final class AuditLog {
  /** The outcome of what was done. */
  public static final String OK = "OK";

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final String NOBODY = "";
  private static final Duration ONCE_EVERY = Duration.ofMinutes(1);
  private static final long ONCE_MAX = 10_000;

  /** Nothing that breaks a line or commands a terminal: objects hold what callers have written. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{C}\\p{Z}]+");

  private final AuditRepository entries;
  private final InstantSource clock;
  private final Cache<Seen, Boolean> lately =
      Caffeine.newBuilder().maximumSize(ONCE_MAX).expireAfterWrite(ONCE_EVERY).build();

  public AuditLog(AuditRepository entries, InstantSource clock) {
    this.entries = entries;
    this.clock = clock;
  }

  private record Seen(
      String tenant, String principal, String action, String object, String outcome) {}

  /** Something that {@code caller} did, or tried: {@code outcome} is OK or an error code. */
  public void record(Caller caller, String action, String object, String outcome) {
    record(caller.tenant(), caller.principal(), action, object, outcome);
  }

  /** The same for what is done again and again: written at most once a minute. */
  public void recordOnce(Caller caller, String action, String object, String outcome) {
    Seen seen = new Seen(caller.tenant(), caller.principal(), action, line(object), outcome);
    if (lately.asMap().putIfAbsent(seen, true) == null) {
      record(caller, action, object, outcome);
    }
  }

  /** The same for a principal that is known by name only. */
  public void record(
      String tenant, String principal, String action, String object, String outcome) {
    try {
      entries.insert(
          new AuditEntry(tenant, clock.millis(), principal, action, line(object), outcome));
    } catch (WeirException e) {
      LOG.atError()
          .addKeyValue("action", action)
          .addKeyValue("principal", principal)
          .setCause(e)
          .log("audit entry lost");
    }
  }

  private static String line(String object) {
    String line = CONTROL.matcher(object).replaceAll(" ").trim();
    return line.substring(0, Math.min(AuditEntry.OBJECT_MAX, line.length()));
  }

  /** Something that was tried by somebody who was not recognised. */
  public void recordUnknown(String action, String outcome) {
    record(AuditRepository.NOBODYS_TENANT, NOBODY, action, "", outcome);
  }
}
