package dev.weir.operator.e2e;

import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the README says about a cluster, typed as it is written. */
final class Readme {
  private static final Path CLONE = Path.of(System.getProperty("weir.root"));
  private static final Pattern BLOCK =
      Pattern.compile("```sh kubernetes\n(.*?)```", Pattern.DOTALL);

  private final OperatedCluster operated;

  Readme(OperatedCluster operated) {
    this.operated = operated;
  }

  /** The lines of its block. */
  static List<String> commands() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(CLONE.resolve("README.md")));
    if (!block.find()) {
      throw new AssertionError("the README has no block ```sh kubernetes");
    }
    return block.group(1).lines().filter(line -> !line.isBlank()).toList();
  }

  /**
   * Runs one as somebody does who has typed what {@code ./weir cluster up --weir} prints.
   *
   * @return what it printed; another exit code than 0 is an error
   */
  String type(String command) {
    Path programs = operated.binaries().kubectl().getParent();
    return Command.of("bash", "-c", command)
        .in(CLONE)
        .within(Duration.ofMinutes(4))
        .with("PATH", programs + ":" + CLONE + ":" + System.getenv("PATH"))
        .with("KUBECONFIG", operated.cluster().kubeconfig().toString())
        // What ./weir needs was built by the build that this test is part of.
        .with("WEIR_NO_BUILD", "1")
        .run(command);
  }
}
