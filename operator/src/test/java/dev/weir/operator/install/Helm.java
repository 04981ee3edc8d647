package dev.weir.operator.install;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.local.Preconditions;
import dev.weir.e2e.cluster.process.Command;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Helm itself, with settings of its own in a folder, so that a test neither reads nor changes those
 * of whoever runs it.
 */
public final class Helm {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));

  private final Path program;
  private final Path folder;
  private final String kubeconfig;

  private Helm(Path program, Path folder, String kubeconfig) {
    this.program = program;
    this.folder = folder;
    this.kubeconfig = kubeconfig;
  }

  /** Without a cluster. Where Helm cannot be built, the test is skipped and says why. */
  public static Helm in(Path folder) {
    List<String> missing = Preconditions.missingForPrograms("helm");
    assumeTrue(missing.isEmpty(), () -> "NOT TESTED: no Helm on this machine; it lacks " + missing);
    ClusterBinaries binaries =
        new ClusterBinaries(
            BuildCache.ofUser(), ROOT.resolve("e2e/cluster"), new Progress(System.out));
    return new Helm(binaries.helm(), folder, "/dev/null");
  }

  /** The same, for a cluster. */
  public Helm with(Path otherKubeconfig) {
    return new Helm(program, folder, otherKubeconfig.toString());
  }

  /** The chart in the repository. */
  public static String chart() {
    return ROOT.resolve("charts/weir").toString();
  }

  /** Runs it to its end; what it printed, warnings included. */
  public String run(String... arguments) {
    return command(arguments).run("run helm " + arguments[0]);
  }

  /** The objects that a chart makes of values, in the order in which Helm would apply them. */
  public List<HasMetadata> render(String... arguments) throws IOException {
    Path file = Files.createTempFile(folder, "rendered", ".yaml");
    command("template", "weir").and(arguments).writeTo(file, "render the chart");
    return Arrays.stream(Files.readString(file).split("(?m)^---$"))
        .filter(text -> text.contains("kind:"))
        .map(text -> (HasMetadata) Serialization.unmarshal(text))
        .toList();
  }

  private Command command(String... arguments) {
    return Command.of(program.toString())
        .and(arguments)
        .with("HELM_CACHE_HOME", folder.resolve("cache").toString())
        .with("HELM_CONFIG_HOME", folder.resolve("config").toString())
        .with("HELM_DATA_HOME", folder.resolve("data").toString())
        .with("KUBECONFIG", kubeconfig);
  }
}
