package dev.weir.engine.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.PinnedTable;
import dev.weir.contracts.query.QueryStats;
import dev.weir.engine.result.StoredResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results by everything that they depend on. Bounded in bytes. Thread-safe. */
final class ResultCache {
  /** Bookkeeping of an entry beside its bytes. */
  private static final int ENTRY_BYTES = 2_000;

  /**
   * @param result with a reference of the cache's own
   * @param stats of the run that made it
   */
  record Entry(StoredResult result, QueryStats stats) {
    List<PinnedTable> tables() {
      return stats.tables();
    }
  }

  private final long entryBytesMax;
  private final Cache<ResultKey, Entry> entries;

  ResultCache(long bytesMax, long entryBytesMax) {
    this.entryBytesMax = entryBytesMax;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(bytesMax)
            .<ResultKey, Entry>weigher(
                (key, entry) ->
                    (int) Math.min(Integer.MAX_VALUE, entry.result().bytes() + ENTRY_BYTES))
            .removalListener(
                (@Nullable ResultKey key, @Nullable Entry entry, RemovalCause cause) -> {
                  if (entry != null) {
                    entry.result().close();
                  }
                })
            .build();
  }

  /** The entry with a reference for the caller, or null. */
  @Nullable Entry find(ResultKey key) {
    Entry entry = entries.getIfPresent(key);
    if (entry == null) {
      return null;
    }
    try {
      StoredResult retained = entry.result().retain();
      return new Entry(retained, entry.stats());
    } catch (WeirException gone) {
      // The spool needed its room.
      entries.invalidate(key);
      return null;
    }
  }

  /** Keeps a result, with a reference of its own, when it is small enough. */
  void put(ResultKey key, StoredResult result, QueryStats stats) {
    if (result.bytes() <= entryBytesMax) {
      entries.put(key, new Entry(result.retain(), stats));
    }
  }

  /** How large a result may be to be kept. */
  long entryBytesMax() {
    return entryBytesMax;
  }

  /** Lets go of everything. */
  void clear() {
    entries.invalidateAll();
    entries.cleanUp();
  }
}
