package dev.weir.meta;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.List;

/** Finds every setting of a meta node that is wrong. Pure. */
final class MetaConfigCheck {
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
    List<MetaConfig.Peer> peers = config.peers();
    boolean alone = peers.size() == 1;
    if (!alone && peers.size() != 3) {
      problems.add("peers must be 1 or 3, not " + peers.size());
    }
    if (peers.stream().map(MetaConfig.Peer::id).distinct().count() != peers.size()) {
      problems.add("two peers have the same id");
    }
    if (peers.stream().noneMatch(peer -> peer.id().equals(config.nodeId()))) {
      problems.add("node-id " + config.nodeId() + " is not among the peers");
    }
    if (!alone && peers.stream().anyMatch(peer -> peer.port() < 1 || peer.port() > 65_535)) {
      problems.add("every peer of a group of three needs a port");
    }
    if (!alone && config.bootstrap().token() == null) {
      problems.add("a group of three needs the first token set, the same on every node");
    }
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
}
