package dev.weir.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.files.CacheIndex.Entry;
import dev.weir.engine.files.CacheIndex.Taken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CacheIndexPropertyTest {
  private static final long BYTES_MAX = 100;
  private static final int FILES = 8;

  /** A user comes for some files, or (with {@code leaves}) one of those that are there goes. */
  record Step(Set<Integer> files, boolean leaves, boolean fails, int who) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, FILES - 1).set().ofMinSize(1).ofMaxSize(3),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false, false, false),
            Arbitraries.integers().between(0, 100))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  /** File n has 10 (n + 1) bytes, so that any three do not always have room together. */
  private static Map<String, Long> wanted(Set<Integer> files) {
    Map<String, Long> wanted = new LinkedHashMap<>();
    files.forEach(file -> wanted.put("f" + file, 10L * (file + 1)));
    return wanted;
  }

  @Property
  void shouldNeverEvictWhatIsInUseNorKeepMoreThanItsLimit(@ForAll("steps") List<Step> steps) {
    CacheIndex index = new CacheIndex(BYTES_MAX);
    List<List<Entry>> users = new ArrayList<>();
    // The model: what is on the disk, the one that was needed the longest time ago first.
    List<Entry> disk = new ArrayList<>();
    for (Step step : steps) {
      if (step.leaves()) {
        if (!users.isEmpty()) {
          List<Entry> unwanted = index.release(users.remove(step.who() % users.size()));
          assertThat(unwanted).as("all had come").isEmpty();
        }
        continue;
      }
      Map<String, Long> wanted = wanted(step.files());
      Set<Entry> used = new HashSet<>();
      users.forEach(used::addAll);
      Taken taken = index.take(wanted);
      if (taken == null) {
        assertThat(bytes(used, wanted) + total(wanted)).isGreaterThan(BYTES_MAX);
        continue;
      }
      assertThat(Collections.disjoint(taken.evicted(), used)).isTrue();
      assertOldestFirst(disk, taken, used, wanted);
      disk.removeAll(taken.evicted());
      disk.removeAll(taken.wanted());
      disk.addAll(taken.wanted());
      assertThat(index.bytes())
          .isLessThanOrEqualTo(BYTES_MAX)
          .isEqualTo(disk.stream().mapToLong(Entry::bytes).sum());
      if (step.fails() && !taken.missing().isEmpty()) {
        // A fetch fails: its user goes, and nothing of it stays behind.
        taken.missing().forEach(index::giveUp);
        taken.missing().forEach(index::forget);
        disk.removeAll(taken.missing());
        assertThat(index.release(taken.wanted())).isEmpty();
      } else {
        taken.missing().forEach(index::arrived);
        users.add(taken.wanted());
      }
    }
    users.forEach(index::release);
    assertThat(index.take(Map.of("all", BYTES_MAX))).as("everything can go").isNotNull();
    assertThat(index.bytes()).isEqualTo(BYTES_MAX);
  }

  private static long total(Map<String, Long> wanted) {
    return wanted.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Bytes that are in use and not wanted again. */
  private static long bytes(Set<Entry> used, Map<String, Long> wanted) {
    return used.stream()
        .filter(entry -> !wanted.containsKey(entry.location()))
        .mapToLong(Entry::bytes)
        .sum();
  }

  private static void assertOldestFirst(
      List<Entry> disk, Taken taken, Set<Entry> used, Map<String, Long> wanted) {
    List<Entry> candidates =
        disk.stream()
            .filter(entry -> !used.contains(entry) && !wanted.containsKey(entry.location()))
            .toList();
    assertThat(taken.evicted()).isEqualTo(candidates.subList(0, taken.evicted().size()));
  }

  @Example
  void shouldGiveUpWhatNobodyWaitsForAnyMore() {
    CacheIndex index = new CacheIndex(BYTES_MAX);
    Taken first = index.take(Map.of("slow", 60L));
    Taken second = index.take(Map.of("slow", 60L));
    assertThat(second.missing()).isEmpty();

    assertThat(index.release(first.wanted())).isEmpty();
    assertThat(index.release(second.wanted())).isEqualTo(first.missing());

    // Its room is free when its bytes are gone, not before.
    assertThat(index.take(Map.of("other", 60L))).isNull();
    first.missing().forEach(index::forget);
    assertThat(index.take(Map.of("other", 60L))).isNotNull();
  }
}
