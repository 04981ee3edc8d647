package dev.weir.e2e.cluster.cli;

import dev.weir.e2e.cluster.ClusterSpec;
import dev.weir.e2e.cluster.local.LocalCluster;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ./weir cluster up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Start a cluster and wait until it can be used. It stays until ./weir cluster down.",
      "Pods can only use images that the nodes know: there is no registry, and no way out."
    })
final class UpCommand implements Callable<Integer> {
  @ParentCommand ClusterCommand cluster = new ClusterCommand();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "" + ClusterSpec.DEFAULT_NODES,
      description = "How many nodes, up to 9; 0 for none (default: ${DEFAULT-VALUE}).")
  int nodes = ClusterSpec.DEFAULT_NODES;

  @Override
  public Integer call() {
    ClusterSpec spec = new ClusterSpec(cluster.name, cluster.parent, nodes, List.of());
    System.out.println("starting cluster " + spec.name());
    LocalCluster started = cluster.clusters().up(spec);
    System.out.printf(
        """

        Use it:
          export KUBECONFIG=%s
          kubectl get nodes
        Logs and everything else: %s
        Stop it: ./weir cluster down --name %s
        """,
        started.kubeconfig(), started.folder(), started.name());
    return 0;
  }
}
