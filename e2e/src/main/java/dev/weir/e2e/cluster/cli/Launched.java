package dev.weir.e2e.cluster.cli;

import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;

/** What the commands of this module share: where the clone is, and how they end. */
final class Launched {
  private Launched() {}

  /** Runs a command and ends the JVM with its exit code. */
  static void exit(Object command, String... args) {
    Locale.setDefault(Locale.ROOT);
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(line(command).execute(args));
  }

  /** A command whose failures are told as every command of Weir tells them. */
  static CommandLine line(Object command) {
    CommandLine line = new CommandLine(command);
    line.setExecutionExceptionHandler((failure, failed, result) -> report(failure));
    return line;
  }

  private static int report(Exception failure) {
    if (failure instanceof WeirException known) {
      System.err.println(known.code() + ": " + known.getMessage());
      if (known.hint() != null) {
        System.err.println("  " + known.hint());
      }
    } else {
      System.err.println("INTERNAL: " + failure);
      failure.printStackTrace(System.err);
    }
    return 1;
  }

  /** The folder of the project, as the launcher says. */
  static Path root() {
    String clone = System.getProperty("weir.root");
    if (clone == null) {
      throw new IllegalStateException("weir.root is missing: start this with ./weir");
    }
    return Path.of(clone);
  }

  /** The programs that belong to a cluster, built when they are first needed. */
  static ClusterBinaries binaries() {
    return new ClusterBinaries(
        BuildCache.ofUser(), root().resolve("e2e").resolve("cluster"), new Progress(System.out));
  }
}
