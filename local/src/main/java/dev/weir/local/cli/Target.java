package dev.weir.local.cli;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.local.folder.DataFolder;
import dev.weir.local.folder.ProcessRecord;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Weir a command talks to: the process on a data folder, or any other by its address. */
final class Target {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder (default: WEIR_DATA, else .weir beside the launcher).")
  @Nullable Path data;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Talk to the Weir at this address instead; the token is read from WEIR_TOKEN.")
  @Nullable String url;

  DataFolder folder() {
    return DataFolder.at(data != null ? data : defaultFolder());
  }

  private static Path defaultFolder() {
    String named = System.getenv("WEIR_DATA");
    return named != null && !named.isBlank()
        ? Path.of(named)
        : Path.of(System.getProperty("weir.root", ".")).resolve(".weir");
  }

  /** A client for it. Fails with UNAVAILABLE when nothing runs there. */
  ApiClient client() {
    if (url != null) {
      String token = System.getenv("WEIR_TOKEN");
      if (token == null || token.isBlank()) {
        throw new WeirException(
            ErrorCode.UNAUTHENTICATED,
            "--url needs a token.",
            "Set WEIR_TOKEN to one that ./weir token printed there.");
      }
      return new ApiClient(url.replaceAll("/+$", ""), token.strip());
    }
    return new ApiClient(process().url(), token());
  }

  ProcessRecord process() {
    return ProcessRecord.read(folder())
        .orElseThrow(
            () ->
                new WeirException(
                    ErrorCode.UNAVAILABLE,
                    "No Weir runs on the data folder " + folder().root() + ".",
                    "Start it with ./weir up, or name the right folder with --data."));
  }

  String token() {
    return folder()
        .adminToken()
        .orElseThrow(
            () ->
                new WeirException(
                    ErrorCode.UNAUTHENTICATED,
                    "The data folder " + folder().root() + " has no admin token yet.",
                    "The first ./weir up makes one."));
  }
}
