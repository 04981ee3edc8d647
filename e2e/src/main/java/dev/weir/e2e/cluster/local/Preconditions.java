package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.ClusterSpec;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a cluster needs of this machine. */
public final class Preconditions {
  private static final List<String> PROGRAMS =
      List.of("apt-get", "dpkg-deb", "ip", "nsenter", "setsid", "sysctl", "unshare");

  private Preconditions() {}

  /** What is missing for nodes with real pods, each a sentence; empty when nothing is. */
  public static List<String> missingForNodes() {
    List<String> missing = new ArrayList<>(missingForControlPlane());
    if (!isRoot()) {
      missing.add("root: nodes need namespaces, mounts and cgroups (run it with sudo)");
    }
    PROGRAMS.stream()
        .filter(program -> !Command.exists(program))
        .map(program -> "the program " + program + " (Debian: iproute2, util-linux, procps)")
        .forEach(missing::add);
    Path cache = BuildCache.ofUser().folder();
    if (ClusterSpec.isHiddenInNodes(cache)) {
      missing.add("a cache that nodes can see instead of " + cache + ": set XDG_CACHE_HOME");
    }
    return missing;
  }

  /** What is missing for a control plane alone. */
  public static List<String> missingForControlPlane() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return List.of("Linux: the cluster runs on no other system");
    }
    return missingForPrograms("kubernetes");
  }

  /**
   * What is missing for programs that are built from Go modules.
   *
   * @param modules names of their folders in {@code e2e/cluster}
   */
  public static List<String> missingForPrograms(String... modules) {
    return Arrays.stream(modules)
        .filter(module -> !Command.exists("go") && !isBuilt(module))
        .map(module -> "Go 1.24 or newer on the PATH, to build " + module + " once")
        .toList();
  }

  static boolean isRoot() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.anyMatch(
          line -> line.startsWith("Uid:") && line.split("\\s+", -1)[2].equals("0"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isBuilt(String module) {
    try (Stream<Path> entries = Files.list(BuildCache.ofUser().folder())) {
      return entries.anyMatch(entry -> entry.getFileName().toString().startsWith(module + "-"));
    } catch (IOException never) {
      return false;
    }
  }
}
