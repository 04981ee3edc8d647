package dev.weir.local.acceptance;

import dev.weir.local.resources.NpmFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Python virtual environment with pinned packages, kept outside of the clone under a hash of
 * them.
 */
final class PythonEnvironment {
  private static final int SECONDS_MAX = 600;

  private PythonEnvironment() {}

  /** The {@code python} of the environment, which is made when it is not there. */
  static Path python(String requirements) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(requirements.getBytes(StandardCharsets.UTF_8));
    Path folder =
        NpmFiles.defaultCache().resolveSibling("venv-" + HexFormat.of().formatHex(digest, 0, 6));
    Path python = folder.resolve("env").resolve("bin").resolve("python");
    Path complete = folder.resolve("complete");
    if (!Files.exists(complete)) {
      Files.createDirectories(folder);
      Path list = Files.writeString(folder.resolve("requirements.txt"), requirements);
      run(List.of("python3", "-m", "venv", "--clear", folder.resolve("env").toString()));
      run(List.of(python.toString(), "-m", "pip", "install", "--quiet", "-r", list.toString()));
      Files.writeString(complete, "");
    }
    return python;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command + " took more than " + SECONDS_MAX + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException(command + " ended with " + process.exitValue());
    }
  }
}
