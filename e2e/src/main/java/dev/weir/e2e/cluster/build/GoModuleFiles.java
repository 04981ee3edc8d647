package dev.weir.e2e.cluster.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of somebody else's Go module that are not code, such as the custom resource definitions of
 * the operator in it.
 *
 * @param module path of the module
 * @param version exactly
 * @param sum of the module's content, as {@code go.sum} has it
 * @param files by their paths in the module
 */
record GoModuleFiles(String module, String version, String sum, List<String> files) {

  /** The hash of everything that the files depend on. */
  InputHash addTo(InputHash hash) {
    return hash.add(module).add(version).add(sum).addAll(files);
  }

  /** Copies them into a folder, under their names without folders. */
  void copyTo(Path target) throws IOException {
    Path answer = Files.createTempFile(target, "module", ".json");
    Command.of("go", "mod", "download", "-json", module + "@" + version)
        .in(target)
        .writeTo(answer, "download " + module + " " + version);
    JsonNode download = new ObjectMapper().readTree(answer.toFile());
    Files.delete(answer);
    if (!sum.equals(download.path("Sum").asText())) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "%s %s has the sum %s, not %s"
              .formatted(module, version, download.path("Sum").asText(), sum),
          "Find out who changed it before you use it.");
    }
    for (String file : files) {
      Path source = Path.of(download.path("Dir").asText(), file);
      Files.copy(source, target.resolve(source.getFileName()));
    }
  }
}
