package dev.weir.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Python virtual environments with pinned packages. */
public final class Venv {
  private static final int SECONDS_MAX = 600;

  private Venv() {}

  /**
   * The environment with these packages, made by the machine's {@code python3} and pip. It is made
   * in place, because its scripts know where they are.
   *
   * @param requirements {@code NAME==VERSION}
   */
  public static Path folder(Cache cache, List<String> requirements) throws IOException {
    Path marker =
        cache.folder(
            "venv",
            String.join("\n", requirements),
            folder -> Files.writeString(folder.resolve("requirements.txt"), join(requirements)));
    Path environment = marker.resolve("env");
    Path complete = marker.resolve("complete");
    if (!Files.exists(complete)) {
      Cache.deleteTree(environment);
      Tool.run(marker, SECONDS_MAX, List.of("python3", "-m", "venv", environment.toString()));
      List<String> install = new ArrayList<>();
      install.add(environment.resolve("bin").resolve("python").toString());
      install.addAll(List.of("-m", "pip", "install", "--quiet", "-r", "requirements.txt"));
      Tool.run(marker, SECONDS_MAX, install);
      Files.writeString(complete, "");
    }
    return environment;
  }

  private static String join(List<String> requirements) {
    return String.join("\n", requirements) + "\n";
  }
}
