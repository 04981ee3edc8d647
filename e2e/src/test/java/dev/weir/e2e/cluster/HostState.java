package dev.weir.e2e.cluster;

import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a cluster from the host, asked in other ways than the cluster itself does.
 *
 * @param traces processes, network namespaces, mounts and cgroups that carry the cluster's name
 * @param links the host's own network interfaces
 * @param folders that parts of Kubernetes make by default, and that are on the host
 */
record HostState(List<String> traces, List<String> links, List<String> folders) {
  private static final List<String> DEFAULT_FOLDERS =
      List.of(
          "/etc/cni",
          "/etc/kubernetes",
          "/opt/cni",
          "/usr/libexec/kubernetes",
          "/var/lib/cni",
          "/var/lib/containerd",
          "/var/lib/kubelet",
          "/var/log/containers",
          "/var/log/pods");

  static HostState now(String name) {
    List<String> traces = new ArrayList<>();
    long self = ProcessHandle.current().pid();
    ProcessHandle.allProcesses()
        .filter(process -> process.pid() != self)
        .filter(process -> commandLine(process).contains(name + "/"))
        .forEach(process -> traces.add("process " + process.pid() + " " + commandLine(process)));
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
      mounts
          .filter(mount -> mount.contains(name))
          .map(mount -> "mount " + mount)
          .forEach(traces::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String folder : List.of("/sys/fs/cgroup", "/run/netns")) {
      traces.addAll(named(name, Path.of(folder)));
    }
    return new HostState(
        List.copyOf(traces),
        Command.of("ip", "-brief", "link").run("list network interfaces").lines().sorted().toList(),
        DEFAULT_FOLDERS.stream().filter(folder -> Files.exists(Path.of(folder))).toList());
  }

  /**
   * What is called so below a folder. What goes meanwhile is not there, nor is the folder at times.
   */
  private static List<String> named(String name, Path folder) {
    List<String> found = new ArrayList<>();
    try {
      var unused =
          Files.walkFileTree(
              folder,
              new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes is) {
                  return visitFile(at, is);
                }

                @Override
                public FileVisitResult visitFile(Path at, BasicFileAttributes is) {
                  if (at.getFileName().toString().contains(name)) {
                    found.add(at.toString());
                  }
                  return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path at, IOException gone) {
                  return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path at, @Nullable IOException gone) {
                  return FileVisitResult.CONTINUE;
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }
}
