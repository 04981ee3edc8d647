package dev.weir.e2e.cluster.build;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Packages of the Debian (or Ubuntu) that this machine runs, with all that they depend on. They are
 * downloaded by apt with its own settings and checked by it; nothing is installed, and root is not
 * needed.
 *
 * @param names of the packages that are wanted
 */
public record DebianPackages(List<String> names) {

  /** The hash over the release of the distribution and the names. */
  public InputHash hash() {
    try {
      return new InputHash().add(Files.readString(Path.of("/etc/os-release"))).addAll(names);
    } catch (IOException e) {
      throw notDebian();
    }
  }

  /**
   * Downloads them.
   *
   * @param folder to download to, which is empty
   * @return the archives by name
   */
  public List<Path> download(Path folder) {
    if (!Command.exists("apt-get") || !Command.exists("dpkg-deb")) {
      throw notDebian();
    }
    try {
      Files.createDirectories(folder.resolve("partial"));
      // With an empty list of installed packages apt fetches every dependency, whatever this
      // machine happens to have.
      Path noneInstalled = Files.createFile(folder.resolve("status"));
      Command download =
          apt("install", "--yes", "--no-install-recommends", "--download-only")
              .and("-o", "Dir::State::status=" + noneInstalled)
              .and("-o", "Dir::Cache::archives=" + folder)
              .and(names.toArray(String[]::new));
      if (!download.succeeds()) {
        // A machine that has just been made has no lists of packages yet: fetch our own.
        String lists = "Dir::State::lists=" + Files.createDirectories(folder.resolve("lists"));
        apt("update", "-o", lists).run("update the lists of packages");
        download.and("-o", lists).run("download " + String.join(", ", names));
      }
      try (Stream<Path> files = Files.list(folder)) {
        return files.filter(file -> file.toString().endsWith(".deb")).sorted().toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Command apt(String... words) {
    return Command.of("apt-get", "-q", "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=")
        .and(words);
  }

  private static WeirException notDebian() {
    return new WeirException(
        ErrorCode.INVALID_CONFIGURATION,
        "containerd and the base of images come from Debian packages, and this machine has no apt-get",
        "Run it on Debian or Ubuntu, or in a privileged container of one of them.");
  }
}
