package dev.weir.engine.compute;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which node runs a query: rendezvous hashing, so that queries of the same tables meet warm caches
 * and a node that comes or goes moves no more than its share; with bounded load, so that no node
 * has much more to do than the others. Pure.
 */
final class Placement {
  /** How far above the average a node may be. */
  private static final double LOAD_MAX = 1.25;

  private Placement() {}

  /**
   * The node for a query.
   *
   * @param key equal for queries that read the same tables
   * @param running queries by node; empty: there is none
   */
  static Optional<String> choose(String key, Map<String, Integer> running) {
    int total = running.values().stream().mapToInt(Integer::intValue).sum();
    int loadMax = loadMax(total + 1, running.size());
    List<String> order =
        running.keySet().stream()
            .sorted(
                Comparator.comparingLong((String node) -> weight(key, node))
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    return order.stream().filter(node -> running.getOrDefault(node, 0) < loadMax).findFirst();
  }

  /** Queries that a node may have when so many run on so many nodes. */
  static int loadMax(int total, int nodes) {
    return nodes == 0 ? 0 : (int) Math.ceil(LOAD_MAX * total / nodes);
  }

  /** FNV-1a over both, and the last steps of MurmurHash3, without which near names stay near. */
  private static long weight(String key, String node) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : (key + '\0' + node).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
