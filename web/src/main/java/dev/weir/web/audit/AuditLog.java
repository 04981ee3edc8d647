package dev.weir.web.audit;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.web.store.AuditEntry;
import dev.weir.web.store.AuditRepository;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what people do into the audit log. A failure to write is logged and does not undo what was
 * done. Thread-safe.
 */
public final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final String NOBODY = "";

  private final AuditRepository entries;
  private final InstantSource clock;

  public AuditLog(AuditRepository entries, InstantSource clock) {
    this.entries = entries;
    this.clock = clock;
  }

  /** Something that {@code caller} did, or tried: {@code outcome} is OK or an error code. */
  public void record(Caller caller, String action, String object, String outcome) {
    record(caller.tenant(), caller.principal(), action, object, outcome);
  }

  /** The same for a principal that is known by name only. */
  public void record(
      String tenant, String principal, String action, String object, String outcome) {
    try {
      entries.insert(new AuditEntry(tenant, clock.millis(), principal, action, object, outcome));
    } catch (WeirException e) {
      LOG.atError()
          .addKeyValue("action", action)
          .addKeyValue("principal", principal)
          .setCause(e)
          .log("audit entry lost");
    }
  }

  /** Something that was tried by somebody who was not recognised. */
  public void recordUnknown(String action, String outcome) {
    record(NOBODY, NOBODY, action, "", outcome);
  }
}
