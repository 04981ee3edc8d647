package dev.weir.web.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.web.api.ContentKind;
import dev.weir.web.store.ContentKey;
import dev.weir.web.store.ContentRepository;
import dev.weir.web.store.ContentSummary;
import dev.weir.web.store.StoredContent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Content of one kind in memory, parsed. What this process changes is seen at once; what another
 * web server changes, after {@code recheckMillis}, when the stored version is compared.
 * Thread-safe.
 *
 * @param <T> what the resource is parsed to
 */
public final class ContentCache<T> {
  private static final long OBJECTS_MAX = 2_000;
  private static final long TENANTS_MAX = 1_000;

  private final ContentRepository repository;
  private final ContentKind kind;
  private final Function<StoredContent, T> parser;
  private final InstantSource clock;
  private final long recheckMillis;
  private final Cache<ContentKey, Held<Entry<T>>> objects =
      Caffeine.newBuilder().maximumSize(OBJECTS_MAX).build();
  private final Cache<String, Held<List<ContentSummary>>> lists =
      Caffeine.newBuilder().maximumSize(TENANTS_MAX).build();

  public ContentCache(
      ContentRepository repository,
      ContentKind kind,
      Function<StoredContent, T> parser,
      InstantSource clock,
      long recheckMillis) {
    this.repository = repository;
    this.kind = kind;
    this.parser = parser;
    this.clock = clock;
    this.recheckMillis = recheckMillis;
  }

  /**
   * An object.
   *
   * @param stored as it is in the database
   * @param parsed made from it, once for each version
   */
  public record Entry<T>(StoredContent stored, T parsed) {}

  private record Held<V>(V value, long checkedAtMillis) {}

  /** The object of that slug. */
  public Optional<Entry<T>> find(String tenant, String slug) {
    ContentKey key = new ContentKey(tenant, kind, slug);
    long now = clock.millis();
    Held<Entry<T>> held = objects.getIfPresent(key);
    if (held != null && isFresh(held, now)) {
      return Optional.of(held.value());
    }
    if (held != null) {
      OptionalLong version = repository.findVersion(key);
      if (version.isPresent() && version.getAsLong() == held.value().stored().version()) {
        objects.put(key, new Held<>(held.value(), now));
        return Optional.of(held.value());
      }
      objects.invalidate(key);
    }
    Optional<Entry<T>> loaded =
        repository.find(key).map(stored -> new Entry<>(stored, parser.apply(stored)));
    loaded.ifPresent(entry -> objects.put(key, new Held<>(entry, now)));
    return loaded;
  }

  /** Every object of the tenant without its resource, by slug. */
  public List<ContentSummary> list(String tenant) {
    long now = clock.millis();
    Held<List<ContentSummary>> held = lists.getIfPresent(tenant);
    if (held != null && isFresh(held, now)) {
      return held.value();
    }
    List<ContentSummary> loaded = repository.list(tenant, kind);
    lists.put(tenant, new Held<>(loaded, now));
    return loaded;
  }

  /** Forgets an object that this process has just changed. */
  public void forget(ContentKey key) {
    objects.invalidate(key);
    lists.invalidate(key.tenant());
  }

  private boolean isFresh(Held<?> held, long now) {
    return now - held.checkedAtMillis() < recheckMillis;
  }
}
