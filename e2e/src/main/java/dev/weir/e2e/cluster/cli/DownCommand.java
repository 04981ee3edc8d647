package dev.weir.e2e.cluster.cli;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.local.LocalCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code ./weir cluster down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description =
        "Stop a cluster and remove everything of it, its data included; also what a crash has left.")
final class DownCommand implements Callable<Integer> {
  @ParentCommand ClusterCommand cluster = new ClusterCommand();

  @Override
  public Integer call() {
    find(cluster).close();
    return 0;
  }

  static LocalCluster find(ClusterCommand command) {
    return command
        .clusters()
        .find(command.name, command.parent)
        .orElseThrow(
            () ->
                new WeirException(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "there is no cluster " + command.name + " in " + command.parent,
                    "Start one with ./weir cluster up, or say with --name and --dir which you mean;"
                        + " what sudo has started is in root's home."));
  }
}
