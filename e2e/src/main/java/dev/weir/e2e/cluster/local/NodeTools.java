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
        .with("LD_LIBRARY_PATH", libraries())
        // Where iptables has what it matches by; ports of nodes that lead to pods need it.
        .with("XTABLES_LIBDIR", extensions());
  }

  private String libraries() {
    return libraryFolders().map(Path::toString).collect(Collectors.joining(":"));
  }

  private String extensions() {
    return libraryFolders()
        .map(folder -> folder.resolve("xtables"))
        .filter(Files::isDirectory)
        .map(Path::toString)
        .collect(Collectors.joining(":"));
  }

  private Stream<Path> libraryFolders() {
    return Stream.of("usr/lib", "lib")
        .map(root::resolve)
        .filter(Files::isDirectory)
        .flatMap(NodeTools::ofThisArchitecture);
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
