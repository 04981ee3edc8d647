package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs of a node that were unpacked instead of installed, and how they are found.
 *
 * @param root folder into which Debian's packages were unpacked
 */
record NodeTools(Path root) {
  Path runc() {
    return root.resolve("usr/sbin/runc");
  }

  Path cniPlugins() {
    return root.resolve("usr/lib/cni");
  }

  /** Lets a command, and what it starts, find these programs before the machine's own. */
  Command offerTo(Command command, List<Path> moreFolders) {
    String folders =
        Stream.concat(
                Stream.of("usr/sbin", "usr/bin", "sbin", "bin").map(root::resolve),
                moreFolders.stream())
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    return command
        .with("PATH", folders + ":" + System.getenv("PATH"))
        .with("LD_LIBRARY_PATH", libraries());
  }

  private String libraries() {
    return Stream.of("usr/lib", "lib")
        .map(root::resolve)
        .filter(Files::isDirectory)
        .flatMap(NodeTools::ofThisArchitecture)
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }

  /** Debian keeps libraries in a folder such as lib/x86_64-linux-gnu. */
  private static Stream<Path> ofThisArchitecture(Path lib) {
    try (Stream<Path> folders = Files.list(lib)) {
      return folders.filter(folder -> folder.toString().endsWith("-linux-gnu")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
