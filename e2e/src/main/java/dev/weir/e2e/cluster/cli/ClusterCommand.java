package dev.weir.e2e.cluster.cli;

import dev.weir.e2e.cluster.ClusterSpec;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.local.LocalClusters;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * {@code ./weir cluster}: a real Kubernetes for whoever develops Weir. Exit codes: 0 done, 1 the
 * command failed, 2 it was not understood.
 */
@Command(
    name = "weir cluster",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = {
      "A real Kubernetes on this machine: control plane, nodes with pods, DNS. No Docker needed.",
      "The first start builds it (with Go, up to 15 minutes); every later one takes seconds.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {UpCommand.class, StatusCommand.class, DownCommand.class, HelpCommand.class},
    footer = {
      "",
      "  sudo ./weir cluster up                     two nodes, called weir",
      "  sudo ./weir cluster up --weir              with Weir's operator on it",
      "  sudo ./weir cluster up --name b --nodes 3  another one beside it",
      "  ./weir cluster up --nodes 0                API server and controllers alone; needs no root",
      "  ./weir cluster status",
      "  sudo ./weir cluster down"
    })
public final class ClusterCommand {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "weir",
      scope = ScopeType.INHERIT,
      description = "Which cluster (default: ${DEFAULT-VALUE}). Names keep clusters apart.")
  String name = "weir";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Where clusters live, each in a folder of its name (default: ~/.local/state/weir/clusters).")
  Path parent = ClusterSpec.defaultParent();

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Launched.exit(new ClusterCommand(), args.length == 0 ? new String[] {"help"} : args);
  }

  LocalClusters clusters() {
    return new LocalClusters(Launched.root(), new Progress(System.out));
  }
}
