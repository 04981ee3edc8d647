package dev.weir.e2e.cluster.build;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The programs of one Go module of ours, linked statically. What they depend on is pinned by the
 * module's {@code go.mod} and {@code go.sum}, so that these and the flags are all that counts.
 *
 * @param name of the module, for people
 * @param module folder with {@code go.mod}
 * @param variables Go variables that the linker sets, {@code package.name=value}
 */
record GoBuild(String name, Path module, List<String> variables) {
  private static final Duration LIMIT = Duration.ofMinutes(40);
  private static final long REPORT_NANOS = Duration.ofSeconds(20).toNanos();

  /** The hash of everything that the programs depend on. */
  InputHash hash() {
    return new InputHash().addFolder(module).addAll(variables).add(System.getProperty("os.arch"));
  }

  /** Builds every command of the module into a folder. */
  void build(Path target, Progress progress) {
    build(target, progress, "./...");
  }

  /** Builds the command of a package, which may be another module's, into a folder. */
  void build(Path target, Progress progress, String commands) {
    if (!Command.exists("go")) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "building " + name + " from its Go module needs Go, and there is no go on the PATH",
          "Install Go 1.24 or newer (Debian: apt-get install golang-go -t bookworm-backports), then try again.");
    }
    progress.say("building " + name + " with Go (only the first time)");
    AtomicLong packages = new AtomicLong();
    AtomicLong reported = new AtomicLong(System.nanoTime());
    Command.of("go", "build", "-v", "-trimpath", "-mod=readonly", "-buildvcs=false")
        .and("-ldflags", linkerFlags())
        .and("-o", target + "/", commands)
        .in(module)
        .with("CGO_ENABLED", "0")
        .within(LIMIT)
        .follow(
            "build " + name,
            line -> {
              long count = packages.incrementAndGet();
              if (System.nanoTime() - reported.get() > REPORT_NANOS) {
                reported.set(System.nanoTime());
                progress.say("building %s: %d packages so far".formatted(name, count));
              }
            });
  }

  private String linkerFlags() {
    StringBuilder flags = new StringBuilder("-s -w");
    variables.forEach(variable -> flags.append(" -X ").append(variable));
    return flags.toString();
  }
}
