package dev.weir.operator.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.local.Preconditions;
import dev.weir.e2e.cluster.process.Command;
import java.nio.file.Path;
import java.util.List;

/** {@code kubectl weir}, found by kubectl itself, against one cluster. */
public final class KubectlWeir {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));

  private final Path kubectl;
  private final Path kubeconfig;

  private KubectlWeir(Path kubectl, Path kubeconfig) {
    this.kubectl = kubectl;
    this.kubeconfig = kubeconfig;
  }

  /** For the cluster of a kubeconfig. Where kubectl cannot be built, the test is skipped. */
  public static KubectlWeir of(Path kubeconfig) {
    List<String> missing = Preconditions.missingForPrograms("kubectl");
    assumeTrue(
        missing.isEmpty(), () -> "NOT TESTED: no kubectl on this machine; it lacks " + missing);
    ClusterBinaries binaries =
        new ClusterBinaries(
            BuildCache.ofUser(), ROOT.resolve("e2e/cluster"), new Progress(System.out));
    return new KubectlWeir(binaries.kubectl(), kubeconfig);
  }

  /** Runs it to its end; what it printed on both streams. Another exit code than 0 is an error. */
  public String run(String... arguments) {
    return command(arguments).run("run kubectl weir");
  }

  /** The command, to be run otherwise. */
  public Command command(String... arguments) {
    return Command.of(kubectl.toString(), "weir")
        .and(arguments)
        .with("PATH", kubectl.getParent() + ":" + ROOT + ":" + System.getenv("PATH"))
        .with("KUBECONFIG", kubeconfig.toString())
        // What ./weir needs was built by the build that this test is part of.
        .with("WEIR_NO_BUILD", "1");
  }
}
