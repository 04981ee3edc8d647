package dev.weir.web.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.ContentKind;
import dev.weir.web.audit.AuditLog;
import dev.weir.web.store.MarkRepository;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes who opened what, at most once a minute for the same object, for the home page and in the
 * audit log. A failure to note is logged and does not keep anybody from reading. Thread-safe.
 */
public final class VisitLog {
  private static final Logger LOG = LoggerFactory.getLogger(VisitLog.class);
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
  private static final long NOTED_MAX = 100_000;

  private final MarkRepository marks;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Cache<Visit, Boolean> noted =
      Caffeine.newBuilder().maximumSize(NOTED_MAX).expireAfterWrite(NOTED_EVERY).build();

  public VisitLog(MarkRepository marks, AuditLog audit, InstantSource clock) {
    this.marks = marks;
    this.audit = audit;
    this.clock = clock;
  }

  private record Visit(String tenant, String principal, ContentKind kind, String slug) {}

  /** The caller opened an object. */
  public void visit(Caller caller, ContentKind kind, String slug) {
    Visit visit = new Visit(caller.tenant(), caller.principal(), kind, slug);
    if (noted.asMap().putIfAbsent(visit, true) != null) {
      return;
    }
    audit.record(caller, "view", ObjectLabel.of(kind, slug), AuditLog.OK);
    try {
      marks.visit(caller, kind, slug, clock.millis());
    } catch (WeirException e) {
      noted.invalidate(visit);
      LOG.atWarn().addKeyValue("slug", slug).setCause(e).log("visit not noted");
    }
  }

  /** Forgets an object that was deleted, so that a new one of its name is noted at once. */
  public void forget(String tenant, ContentKind kind, String slug) {
    noted
        .asMap()
        .keySet()
        .removeIf(
            visit ->
                visit.kind() == kind && visit.slug().equals(slug) && visit.tenant().equals(tenant));
  }
}
