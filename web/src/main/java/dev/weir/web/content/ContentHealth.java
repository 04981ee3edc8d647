package dev.weir.web.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.web.store.ContentKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process has seen fail in the objects that it serves: a query that no longer fits its
 * tables. A part is well again once it works, and after a while without news. Thread-safe.
 */
public final class ContentHealth {
  private static final long OBJECTS_MAX = 10_000;
  private static final Duration REMEMBERED = Duration.ofHours(24);

  /** Failures that are the object's own, whoever asks and whenever. */
  private static final Set<ErrorCode> OWN =
      EnumSet.of(
          ErrorCode.SYNTAX_ERROR,
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          ErrorCode.FUNCTION_NOT_ALLOWED,
          ErrorCode.COLUMN_NOT_FOUND,
          ErrorCode.TYPE_MISMATCH,
          ErrorCode.VALUE_ERROR,
          ErrorCode.CYCLIC_VIEW,
          ErrorCode.CORRUPT_DATA_FILE,
          ErrorCode.OUT_OF_MEMORY);

  private final Cache<ContentKey, Map<String, String>> failures =
      Caffeine.newBuilder().maximumSize(OBJECTS_MAX).expireAfterWrite(REMEMBERED).build();

  /** A part of the object worked. */
  public void succeeded(ContentKey key, String part) {
    Map<String, String> failing = failures.getIfPresent(key);
    if (failing != null) {
      failing.remove(part);
    }
  }

  /** A part of the object failed; it counts only when the failure is the object's own. */
  public void failed(ContentKey key, String part, WeirException failure) {
    if (OWN.contains(failure.code())) {
      failures
          .get(key, unused -> new ConcurrentHashMap<>())
          .put(part, part + ": " + failure.getMessage());
    }
  }

  /** Forgets an object that was changed or deleted. */
  public void forget(ContentKey key) {
    failures.invalidate(key);
  }

  /** What is wrong with the object, when something is. */
  public Optional<String> findProblem(ContentKey key) {
    Map<String, String> failing = failures.getIfPresent(key);
    return failing == null ? Optional.empty() : failing.values().stream().sorted().findFirst();
  }
}
