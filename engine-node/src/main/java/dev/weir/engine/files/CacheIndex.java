package dev.weir.engine.files;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which files are in the cache, who needs them, and which have to go for others: the one that was
 * needed the longest time ago first, and never one that is in use. Room is taken when a file is
 * asked for, not when it has come. Knows nothing of disks. Not thread-safe.
 */
final class CacheIndex {

  /** A file that is in the cache or on its way. Changed only by the index. */
  static final class Entry {
    private final String location;
    private final long bytes;
    private int users;
    private boolean here;

    Entry(String location, long bytes) {
      this.location = location;
      this.bytes = bytes;
    }

    String location() {
      return location;
    }

    long bytes() {
      return bytes;
    }
  }

  /**
   * What was taken for one user.
   *
   * @param wanted all of it
   * @param missing those of it that are to be fetched
   * @param evicted whose bytes are to be deleted before
   */
  record Taken(List<Entry> wanted, List<Entry> missing, List<Entry> evicted) {}

  private final long bytesMax;

  /** The one that was needed the longest time ago first. */
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  CacheIndex(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** Bytes of all files, those on their way and those that are being given up included. */
  long bytes() {
    return bytes;
  }

  /** Whether all of those files are here or on their way. */
  boolean hasAll(Map<String, Long> wanted) {
    return entries.keySet().containsAll(wanted.keySet());
  }

  /**
   * Takes all of those files for one user, or nothing at all when there is no room beside those
   * that others use.
   *
   * @param wanted bytes by location
   */
  @Nullable Taken take(Map<String, Long> wanted) {
    long needed = 0;
    for (Map.Entry<String, Long> file : wanted.entrySet()) {
      needed += entries.containsKey(file.getKey()) ? 0 : file.getValue();
    }
    List<Entry> evicted = makeRoom(needed, wanted);
    if (evicted == null) {
      return null;
    }
    List<Entry> all = new ArrayList<>();
    List<Entry> missing = new ArrayList<>();
    wanted.forEach(
        (location, size) -> {
          Entry entry = entries.get(location);
          if (entry == null) {
            entry = new Entry(location, size);
            entries.put(location, entry);
            bytes += size;
            missing.add(entry);
          }
          entry.users++;
          all.add(entry);
        });
    return new Taken(all, missing, evicted);
  }

  private @Nullable List<Entry> makeRoom(long needed, Map<String, Long> wanted) {
    long surplus = bytes + needed - bytesMax;
    List<Entry> evicted = new ArrayList<>();
    Iterator<Entry> oldest = entries.values().iterator();
    while (surplus > 0 && oldest.hasNext()) {
      Entry candidate = oldest.next();
      if (candidate.users == 0 && !wanted.containsKey(candidate.location)) {
        evicted.add(candidate);
        surplus -= candidate.bytes;
      }
    }
    if (surplus > 0) {
      return null;
    }
    for (Entry entry : evicted) {
      entries.remove(entry.location);
      bytes -= entry.bytes;
    }
    return evicted;
  }

  /** The file has come. */
  void arrived(Entry entry) {
    entry.here = true;
  }

  /** Whether this is what its location stands for. */
  boolean isCurrent(Entry entry) {
    Entry found = entries.containsKey(entry.location) ? entries.get(entry.location) : null;
    return found == entry;
  }

  /** The file will not come; whoever asks again has it fetched again. Its room is not free yet. */
  void giveUp(Entry entry) {
    entries.remove(entry.location, entry);
  }

  /** Nothing of a file that was given up is on the disk any more. */
  void forget(Entry entry) {
    bytes -= entry.bytes;
  }

  /**
   * One user needs those files no longer.
   *
   * @return files on their way that nobody needs; they are given up
   */
  List<Entry> release(List<Entry> taken) {
    List<Entry> unwanted = new ArrayList<>();
    for (Entry entry : taken) {
      entry.users--;
      if (entry.users == 0 && !entry.here && entries.remove(entry.location, entry)) {
        unwanted.add(entry);
      }
    }
    return unwanted;
  }
}
