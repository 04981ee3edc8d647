package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.process.Command;
import dev.weir.e2e.cluster.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The control groups below which a node's kubelet puts the groups of its pods. */
final class Cgroups {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final List<String> INHERITED_BY_HAND = List.of("cpuset.cpus", "cpuset.mems");

  private Cgroups() {}

  /** Makes a group in every hierarchy of this machine: one with cgroup v2, about ten with v1. */
  static void create(String name) {
    try {
      for (Path hierarchy : hierarchies()) {
        Path group = Files.createDirectories(hierarchy.resolve(name));
        for (String file : INHERITED_BY_HAND) {
          // With cgroup v1 a new group has no processors at all until it is told.
          if (Files.exists(hierarchy.resolve(file)) && !hierarchy.equals(ROOT)) {
            Files.writeString(group.resolve(file), Files.readString(hierarchy.resolve(file)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a group and those below it away; their processes have to be gone or about to go. */
  static void delete(String name) {
    for (Path hierarchy : hierarchies()) {
      Path group = hierarchy.resolve(name);
      Waiting.until("the cgroup " + group + " to be empty", () -> isDeleted(group));
    }
  }

  private static boolean isDeleted(Path group) {
    if (Files.exists(group)) {
      Command.of("find", group.toString(), "-depth", "-type", "d", "-exec", "rmdir", "{}", ";")
          .succeeds();
    }
    return !Files.exists(group);
  }

  private static List<Path> hierarchies() {
    if (Files.exists(ROOT.resolve("cgroup.controllers"))) {
      return List.of(ROOT);
    }
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(folder -> !Files.isSymbolicLink(folder))
          .filter(folder -> Files.exists(folder.resolve("cgroup.procs")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
