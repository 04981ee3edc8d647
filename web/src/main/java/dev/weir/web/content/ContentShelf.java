package dev.weir.web.content;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.crds.WeirResource;
import dev.weir.crds.validation.Problem;
import dev.weir.crds.validation.Problems;
import dev.weir.crds.yaml.ResourceParser;
import dev.weir.web.api.ContentKind;
import dev.weir.web.store.ContentKey;
import dev.weir.web.store.ContentSummary;
import dev.weir.web.store.MarkRepository;
import dev.weir.web.store.MarkedContent;
import dev.weir.web.store.StoredContent;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All content of one kind: what dashboards and notebooks do alike. Thread-safe.
 *
 * @param <R> the resource
 * @param <P> what it is parsed to for use
 */
public final class ContentShelf<R extends WeirResource<?, ?>, P> {
  private final ContentKind kind;
  private final Class<R> type;
  private final Assessor<R> assessor;
  private final ContentCache<P> cache;
  private final Parts parts;

  public ContentShelf(
      ContentKind kind, Class<R> type, Assessor<R> assessor, ContentCache<P> cache, Parts parts) {
    this.kind = kind;
    this.type = type;
    this.assessor = assessor;
    this.cache = cache;
    this.parts = parts;
  }

  /** Finds out what is wrong in a resource. */
  @FunctionalInterface
  public interface Assessor<R> {
    /**
     * @throws WeirException when it cannot be found out now
     */
    Assessment assess(Caller caller, Slug slug, R resource);
  }

  /** What all shelves share. */
  public record Parts(
      ContentWriter writer, MarkRepository marks, VisitLog visits, ContentHealth health) {}

  /** Everything of the tenant, by title. */
  public List<ContentSummary> list(Caller caller) {
    return cache.list(caller.tenant()).stream()
        .sorted(
            Comparator.comparing(
                    (ContentSummary summary) -> summary.title().toLowerCase(Locale.ROOT))
                .thenComparing(summary -> summary.key().slug()))
        .toList();
  }

  /**
   * One object; the visit is noted.
   *
   * @throws WeirException RESOURCE_NOT_FOUND
   */
  public StoredContent read(Caller caller, String slug) {
    StoredContent stored =
        cache
            .find(caller.tenant(), slug)
            .orElseThrow(() -> ContentWriter.notFound(key(caller, Slug.parse(slug))))
            .stored();
    parts.visits().visit(caller, kind, slug);
    return stored;
  }

  /**
   * Checks and stores a resource.
   *
   * @throws WeirException INVALID_RESOURCE with every problem, TABLE_NOT_FOUND when all of them are
   *     tables that are not there, PERMISSION_DENIED, COMMIT_CONFLICT: the old one stays
   */
  public StoredContent put(Caller caller, Slug slug, String json, OptionalLong version) {
    R resource = parse(slug, json);
    ContentKey key = key(caller, slug);
    Assessment assessment = assessor.assess(caller, slug, resource);
    try {
      return parts.writer().put(caller, key, resource, assessment, version);
    } finally {
      cache.forget(key);
      parts.health().forget(key);
    }
  }

  /**
   * Whether {@link #put} would be refused; nothing is stored.
   *
   * @throws WeirException as {@link #put} does
   */
  public void check(Caller caller, Slug slug, String json) {
    Assessment assessment = assessor.assess(caller, slug, parse(slug, json));
    parts.writer().check(caller, key(caller, slug), assessment);
  }

  private R parse(Slug slug, String json) {
    R resource = ResourceParser.parseOne(type, "request", json);
    checkName(slug, resource);
    return resource;
  }

  /**
   * Deletes an object with its stars and visits.
   *
   * @throws WeirException RESOURCE_NOT_FOUND, PERMISSION_DENIED
   */
  public void delete(Caller caller, Slug slug) {
    ContentKey key = key(caller, slug);
    try {
      parts.writer().delete(caller, key);
    } finally {
      cache.forget(key);
      parts.health().forget(key);
      parts.visits().forget(key.tenant(), kind, key.slug());
    }
  }

  /** Slugs that the caller starred. */
  public Set<String> listFavourites(Caller caller) {
    return parts.marks().listFavourites(caller).stream()
        .filter(mark -> mark.kind() == kind)
        .map(MarkedContent::slug)
        .collect(Collectors.toSet());
  }

  /** The resource as JSON. */
  public JsonNode document(StoredContent stored) {
    return ResourceDocument.read(stored.resource());
  }

  /** What fails in the object now, when something does. */
  public Optional<String> findProblem(ContentKey key) {
    return parts.health().findProblem(key);
  }

  private ContentKey key(Caller caller, Slug slug) {
    return new ContentKey(caller.tenant(), kind, slug.text());
  }

  private static void checkName(Slug slug, WeirResource<?, ?> resource) {
    if (!slug.name().equals(resource.getMetadata().getName())
        || !slug.namespace().equals(resource.namespaceOrDefault())) {
      throw Problems.toException(
          List.of(
              Problem.of(
                  "metadata",
                  "is "
                      + resource.namespaceOrDefault()
                      + "/"
                      + resource.getMetadata().getName()
                      + ", the path says "
                      + slug.label(),
                  "make them the same")));
    }
  }
}
