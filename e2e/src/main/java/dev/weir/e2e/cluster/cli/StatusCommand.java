package dev.weir.e2e.cluster.cli;

import dev.weir.e2e.cluster.local.ClusterStatus;
import dev.weir.e2e.cluster.local.LocalCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code ./weir cluster status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show the parts of a cluster. Exit code 1 when one of them is not well.")
final class StatusCommand implements Callable<Integer> {
  @ParentCommand ClusterCommand cluster = new ClusterCommand();

  @Override
  public Integer call() {
    LocalCluster found = DownCommand.find(cluster);
    ClusterStatus status = ClusterStatus.of(found);
    System.out.printf("cluster %s in %s%n", found.name(), found.folder());
    status.parts().forEach((part, state) -> System.out.printf("  %-24s %s%n", part, state));
    System.out.println("  kubeconfig               " + found.kubeconfig());
    return status.isWell() ? 0 : 1;
  }
}
