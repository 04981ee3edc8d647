package dev.weir.web.content;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.crds.WeirResource;
import dev.weir.crds.validation.Problems;
import dev.weir.crds.yaml.ResourceWriter;
import dev.weir.web.api.ContentKind;
import dev.weir.web.audit.AuditLog;
import dev.weir.web.store.ContentKey;
import dev.weir.web.store.ContentRepository;
import dev.weir.web.store.ContentSummary;
import dev.weir.web.store.StoredContent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Stores and deletes dashboards and notebooks: who may, at which version, and what becomes of the
 * status. Thread-safe.
 */
public final class ContentWriter {
  /** So often a write without a version is tried again when others write at the same time. */
  private static final int ATTEMPTS_MAX = 20;

  private final ContentRepository repository;
  private final AuditLog audit;
  private final InstantSource clock;

  public ContentWriter(ContentRepository repository, AuditLog audit, InstantSource clock) {
    this.repository = repository;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Stores a resource that was assessed. Nothing is written when it is what is stored already.
   *
   * @param seen the version that the caller has read; empty: any
   * @throws WeirException INVALID_RESOURCE with every problem, TABLE_NOT_FOUND when all of them are
   *     tables that are not there, PERMISSION_DENIED, COMMIT_CONFLICT when the stored version is
   *     not {@code seen}; the old one stays
   */
  public StoredContent put(
      Caller caller,
      ContentKey key,
      WeirResource<?, ?> resource,
      Assessment assessment,
      OptionalLong seen) {
    String label = resource.label();
    try {
      refuse(assessment);
      StoredContent stored = write(caller, key, resource, assessment, seen);
      audit.record(caller, "apply", label, AuditLog.OK);
      return stored;
    } catch (WeirException e) {
      // What is refused is noted where every refusal is: at the door.
      if (e.code() != ErrorCode.PERMISSION_DENIED) {
        audit.record(caller, "apply", label, e.code().name());
      }
      throw e;
    }
  }

  /**
   * Whether {@link #put} of any version would be refused, without a write and without a trace.
   *
   * @throws WeirException as {@link #put} does
   */
  public void check(Caller caller, ContentKey key, Assessment assessment) {
    refuse(assessment);
    repository.find(key).ifPresent(stored -> checkOwner(caller, stored));
  }

  private static void refuse(Assessment assessment) {
    if (!assessment.problems().isEmpty()) {
      throw Problems.toException(assessment.problems());
    }
  }

  /**
   * Deletes an object.
   *
   * @throws WeirException RESOURCE_NOT_FOUND, PERMISSION_DENIED
   */
  public void delete(Caller caller, ContentKey key) {
    StoredContent old = repository.find(key).orElseThrow(() -> notFound(key));
    checkOwner(caller, old);
    repository.delete(key);
    audit.record(caller, "delete", ObjectLabel.of(key.kind(), key.slug()), AuditLog.OK);
  }

  /** The failure for an object that is not there. */
  public static WeirException notFound(ContentKey key) {
    return notFound(key.kind(), key.slug());
  }

  private static WeirException notFound(ContentKind kind, String slug) {
    return new WeirException(
        ErrorCode.RESOURCE_NOT_FOUND,
        "There is no " + kind.label() + " '" + slug + "'.",
        "GET /api/v1/" + kind.label() + "s lists them.");
  }

  private StoredContent write(
      Caller caller,
      ContentKey key,
      WeirResource<?, ?> resource,
      Assessment assessment,
      OptionalLong seen) {
    ObjectNode given = ResourceWriter.toTree(resource);
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Optional<StoredContent> old = repository.find(key);
      old.ifPresent(before -> checkOwner(caller, before));
      checkSeen(key, seen, old);
      Optional<StoredContent> written = tryWrite(caller, key, given, assessment, old);
      if (written.isPresent()) {
        return written.get();
      }
    }
    throw conflict(key);
  }

  private Optional<StoredContent> tryWrite(
      Caller caller,
      ContentKey key,
      ObjectNode given,
      Assessment assessment,
      Optional<StoredContent> old) {
    Instant now = clock.instant();
    ObjectNode before = old.map(stored -> ResourceDocument.read(stored.resource())).orElse(null);
    long version = old.map(StoredContent::version).orElse(0L) + 1;
    ObjectNode next =
        ResourceDocument.build(
            given, before, Slug.parse(key.slug()), assessment.status(), version, now);
    if (before != null
        && ResourceDocument.isSame(before, next)
        && old.get().summary().relations().equals(assessment.relations())) {
      return old;
    }
    ContentSummary summary =
        new ContentSummary(
            key,
            assessment.title(),
            assessment.folder(),
            assessment.parts(),
            assessment.relations(),
            version,
            old.map(stored -> stored.summary().owner()).orElse(caller.principal()),
            old.map(stored -> stored.summary().createdEpochMillis()).orElse(now.toEpochMilli()),
            now.toEpochMilli());
    StoredContent content = new StoredContent(summary, next.toString());
    boolean done = old.isPresent() ? repository.replace(content) : repository.insert(content);
    return done ? Optional.of(content) : Optional.empty();
  }

  private static void checkOwner(Caller caller, StoredContent old) {
    if (!caller.admin() && !old.summary().owner().equals(caller.principal())) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          "The "
              + old.key().kind().label()
              + " '"
              + old.key().slug()
              + "' belongs to "
              + old.summary().owner()
              + ".",
          "Ask them or an administrator, or store it under another name.");
    }
  }

  private static void checkSeen(ContentKey key, OptionalLong seen, Optional<StoredContent> old) {
    if (seen.isPresent() && seen.getAsLong() != old.map(StoredContent::version).orElse(0L)) {
      throw conflict(key);
    }
  }

  private static WeirException conflict(ContentKey key) {
    return new WeirException(
        ErrorCode.COMMIT_CONFLICT,
        "Somebody else changed the " + key.kind().label() + " '" + key.slug() + "' meanwhile.",
        "Read it again, apply your change to that, and send its version as If-Match.");
  }
}
