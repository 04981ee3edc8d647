package dev.weir.e2e.cluster.cli;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.ClusterSpec;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.image.WeirImages;
import dev.weir.e2e.cluster.local.LocalCluster;
import dev.weir.e2e.cluster.release.WeirRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      "Pods can only use images that the nodes know: there is no registry, and no way out.",
      "With --weir they know those of this clone, and its operator is installed by Helm."
    })
final class UpCommand implements Callable<Integer> {
  @ParentCommand ClusterCommand cluster = new ClusterCommand();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "" + ClusterSpec.DEFAULT_NODES,
      description = "How many nodes, up to 9; 0 for none (default: ${DEFAULT-VALUE}).")
  int nodes = ClusterSpec.DEFAULT_NODES;

  @Option(names = "--weir", description = "Build Weir's images and install its operator.")
  boolean weir;

  @Override
  public Integer call() throws IOException {
    if (weir && nodes == 0) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "Weir needs a node to run on",
          "Leave out --weir, or ask for a node.");
    }
    Path clone = Launched.root();
    ClusterBinaries binaries = Launched.binaries();
    ClusterSpec spec =
        new ClusterSpec(
            cluster.name,
            cluster.parent,
            nodes,
            weir ? new WeirImages(clone, binaries).all() : List.of());
    System.out.println("starting cluster " + spec.name());
    LocalCluster started = cluster.clusters().up(spec);
    Path programs = Files.createDirectories(started.folder().resolve("bin"));
    Files.createSymbolicLink(programs.resolve("kubectl"), binaries.kubectl());
    Files.createSymbolicLink(programs.resolve("helm"), binaries.helm());
    if (weir) {
      new WeirRelease(clone, binaries).install(started.kubeconfig(), List.of());
      System.out.println("Weir's operator is ready in namespace " + WeirRelease.NAMESPACE);
    }
    System.out.printf(
        """

        Use it:
          export KUBECONFIG=%s
          export PATH=%s:%s:$PATH
          %s
        Logs and everything else: %s
        Stop it: ./weir cluster down --name %s
        """,
        started.kubeconfig(),
        programs,
        clone,
        weir ? "kubectl apply -f examples/kubernetes/quickstart" : "kubectl get nodes",
        started.folder(),
        started.name());
    return 0;
  }
}
