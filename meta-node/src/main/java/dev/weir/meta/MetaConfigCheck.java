package dev.weir.meta;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds every setting of a meta node that is wrong. Pure. */
final class MetaConfigCheck {
  private static final Set<Integer> FOUNDERS = Set.of(0, 1, 3, 5);
  private static final int PORT_MAX = 65_535;

  private MetaConfigCheck() {}

  /**
   * @throws WeirException INVALID_CONFIGURATION with all of them
   */
  static void require(MetaConfig config) {
    List<String> problems = problems(config);
    if (!problems.isEmpty()) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "meta: " + String.join("; ", problems),
          "Correct the settings and start again.");
    }
  }

  static List<String> problems(MetaConfig config) {
    List<String> problems = new ArrayList<>();
    problems.addAll(groupProblems(config));
    if (config.warehouseFolder().isEmpty()
        || config.warehouseFolder().startsWith("/")
        || config.warehouseFolder().endsWith("/")) {
      problems.add("warehouse-folder must be a path without a slash at either end");
    }
    if (config.snapshotEveryEntries() < 1) {
      problems.add("snapshot-every-entries must be at least 1");
    }
    if (config.writeTimeoutMillis() < 1 || config.readTimeoutMillis() < 1) {
      problems.add("the timeouts must be at least 1 ms");
    }
    if (config.diskReserveBytes() < 0) {
      problems.add("disk-reserve-bytes must be at least 0");
    }
    return problems;
  }

  private static List<String> groupProblems(MetaConfig config) {
    List<String> problems = new ArrayList<>();
    List<MetaConfig.Peer> founders = config.founders();
    if (config.alone()) {
      if (!founders.equals(List.of(config.self()))) {
        problems.add("a node without a port is the only founder of its group");
      }
      return problems;
    }
    if (!FOUNDERS.contains(founders.size())) {
      problems.add("founders must be 1, 3 or 5, or none to join, not " + founders.size());
    }
    if (founders.stream().map(MetaConfig.Peer::id).distinct().count() != founders.size()) {
      problems.add("two founders have the same id");
    }
    if (!founders.isEmpty() && !founders.contains(config.self())) {
      problems.add("node " + config.self().id() + " is not among the founders");
    }
    if (Stream.concat(Stream.of(config.self()), founders.stream())
        .anyMatch(peer -> peer.port() < 1 || peer.port() > PORT_MAX)) {
      problems.add("every node of a group needs a port from 1 to " + PORT_MAX);
    }
    if (config.bootstrap().token() == null) {
      problems.add("a group needs the first token set, the same on every node");
    }
    return problems;
  }
}
