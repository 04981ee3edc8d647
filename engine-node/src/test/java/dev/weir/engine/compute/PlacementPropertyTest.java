package dev.weir.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class PlacementPropertyTest {

  private static Map<String, Integer> idle(Iterable<String> nodes) {
    Map<String, Integer> running = new LinkedHashMap<>();
    nodes.forEach(node -> running.put(node, 0));
    return running;
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  @Example
  void shouldFindNoneWhereThereIsNone() {
    assertThat(Placement.choose("key", Map.of())).isEmpty();
  }

  @Property
  void shouldChooseByTheNamesAloneWhateverTheirOrder(
      @ForAll @StringLength(max = 40) String key,
      @ForAll @Size(min = 1, max = 8) Set<String> nodes) {
    Map<String, Integer> one = idle(nodes);
    Map<String, Integer> other = new HashMap<>();
    List.copyOf(nodes).reversed().forEach(node -> other.put(node, 0));

    assertThat(Placement.choose(key, one)).isPresent().isEqualTo(Placement.choose(key, other));
    assertThat(nodes).contains(Placement.choose(key, one).orElseThrow());
  }

  @Property
  void shouldMoveOnlyWhatTheGoneNodeHad(
      @ForAll @StringLength(max = 40) String key,
      @ForAll @Size(min = 2, max = 8) Set<String> nodes,
      @ForAll @IntRange(max = 7) int gone) {
    String chosen = Placement.choose(key, idle(nodes)).orElseThrow();
    Set<String> left = new HashSet<>(nodes);
    String removed = List.copyOf(nodes).get(gone % nodes.size());
    left.remove(removed);

    String next = Placement.choose(key, idle(left)).orElseThrow();

    if (!removed.equals(chosen)) {
      assertThat(next).isEqualTo(chosen);
    }
  }

  @Property(tries = 50)
  void shouldMoveNoMoreThanItsShareToANodeThatComes(
      @ForAll @IntRange(min = 1, max = 10) int nodes) {
    int keys = 2_000;
    int moved = 0;
    for (String key : names("table-", keys)) {
      String before = Placement.choose(key, idle(names("node-", nodes))).orElseThrow();
      String after = Placement.choose(key, idle(names("node-", nodes + 1))).orElseThrow();
      if (!after.equals(before)) {
        assertThat(after).isEqualTo("node-" + nodes);
        moved++;
      }
    }
    double share = 1.0 / (nodes + 1);
    assertThat(moved / (double) keys).isBetween(share * 0.7, share * 1.3);
  }

  @Property
  void shouldGiveNoNodeMuchMoreThanTheOthers(
      @ForAll @IntRange(min = 1, max = 10) int nodes,
      @ForAll @Size(min = 1, max = 100) List<@IntRange(max = 3) Integer> keys) {
    // Even when all ask for the same few tables.
    Map<String, Integer> running = idle(names("node-", nodes));
    int total = 0;
    for (int key : keys) {
      total++;
      String chosen = Placement.choose("table-" + key, running).orElseThrow();
      running.merge(chosen, 1, Integer::sum);
      assertThat(running.get(chosen)).isLessThanOrEqualTo(Placement.loadMax(total, nodes));
    }
    assertThat(running.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(total);
  }

  @Property
  void shouldAlwaysFindRoomHoweverUnevenTheLoadIs(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 50) Integer> loads) {
    Map<String, Integer> running = new LinkedHashMap<>();
    for (int i = 0; i < loads.size(); i++) {
      running.put("node-" + i, loads.get(i));
    }
    assertThat(Placement.choose("table", running)).isPresent();
  }
}
