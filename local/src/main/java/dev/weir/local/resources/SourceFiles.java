package dev.weir.local.resources;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.apply.FetchedFile;
import dev.weir.crds.apply.LoadFiles;
import dev.weir.crds.table.LoadLocation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Brings the file that a Table's {@code load} names onto this machine. */
public final class SourceFiles implements LoadFiles {
  private final NpmFiles npm;

  public SourceFiles(NpmFiles npm) {
    this.npm = npm;
  }

  @Override
  public FetchedFile fetch(
      LoadLocation.Outside location, String source, @Nullable String resourceFile) {
    Path file =
        switch (location) {
          case LoadLocation.NpmFile wanted -> npm.fetch(source);
          case LoadLocation.LocalFile wanted -> beside(wanted.path(), resourceFile);
        };
    return new FetchedFile(file, false);
  }

  private static Path beside(String path, @Nullable String resourceFile) {
    if (resourceFile == null) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "The source " + path + " is relative to the resource's file, and there is none.",
          "Apply the Table from a file with ./weir apply -f.");
    }
    return Path.of(resourceFile).resolveSibling(path);
  }
}
