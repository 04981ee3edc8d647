package dev.weir.web.audit;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.AuditAnswer;
import dev.weir.web.api.AuditItem;
import dev.weir.web.store.AuditEntry;
import dev.weir.web.store.AuditRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the audit log of a tenant. For administrators only. Thread-safe. */
public final class AuditService {
  private static final int LISTED_MAX = 1_000;

  private final AuditRepository entries;

  public AuditService(AuditRepository entries) {
    this.entries = entries;
  }

  /**
   * What was done, newest first.
   *
   * @param user null: everybody
   * @param before {@code next} of an earlier answer; null: from the newest
   * @throws WeirException PERMISSION_DENIED, BAD_REQUEST
   */
  public AuditAnswer list(
      Caller caller, @Nullable String user, @Nullable String before, int limit) {
    if (!caller.admin()) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          "The audit log is for administrators.",
          "Ask an administrator of the tenant '" + caller.tenant() + "'.");
    }
    if (limit < 1 || limit > LISTED_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'limit' is " + limit + ".",
          "Give 1 to " + LISTED_MAX + "; 'next' of the answer leads to older entries.");
    }
    // One more than asked for tells whether there is a next page.
    List<AuditRepository.Kept> found =
        entries.list(caller.tenant(), new AuditRepository.Page(user, before, limit + 1));
    List<AuditRepository.Kept> page = found.subList(0, Math.min(limit, found.size()));
    return new AuditAnswer(
        page.stream().map(AuditService::item).toList(),
        found.size() > limit ? page.getLast().id() : null);
  }

  private static AuditItem item(AuditRepository.Kept kept) {
    AuditEntry entry = kept.entry();
    return new AuditItem(
        kept.id(),
        entry.epochMillis(),
        entry.principal(),
        entry.action(),
        entry.object(),
        entry.outcome());
  }
}
