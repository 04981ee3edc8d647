package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.process.Command;
import dev.weir.e2e.cluster.process.ProcessLedger;
import dev.weir.e2e.cluster.process.ProcessRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes away everything that a cluster consists of, whole or not: processes, network namespaces,
 * cgroups, mounts, files. Can be repeated.
 *
 * @param layout of the cluster
 * @param nodes that were to be made
 */
record Teardown(ClusterLayout layout, List<String> nodes) {
  private static final int MOUNT_POINT = 4;

  void run() {
    ProcessLedger processes = layout.processes();
    List<ProcessRecord> running = processes.list();
    // All first, so that none has the time to complain about the others.
    running.forEach(ProcessRecord::kill);
    running.forEach(processes::stop);
    if (!nodes.isEmpty()) {
      new Network(layout).delete(nodes);
      nodes.forEach(node -> Cgroups.delete(layout.cgroupOf(node)));
      mountsBelow(layout.folder())
          .forEach(mount -> Command.of("umount", "--lazy", mount).run("unmount " + mount));
    }
    Command.of("rm", "-rf", "--one-file-system", layout.folder().toString())
        .run("delete " + layout.folder());
  }

  /** The host's mounts in a folder, the deepest first. */
  private static List<String> mountsBelow(Path folder) {
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return mounts
          .map(line -> line.split(" ", -1)[MOUNT_POINT])
          .filter(mount -> Path.of(mount).startsWith(folder))
          .toList()
          .reversed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
