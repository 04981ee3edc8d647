package dev.weir.operator.content;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.apply.FetchedFile;
import dev.weir.crds.apply.LoadFiles;
import dev.weir.crds.table.LoadLocation;
import org.jspecify.annotations.Nullable;

/** The files that an operator in a cluster can bring. Thread-safe. */
public final class ClusterFiles implements LoadFiles {
  private final @Nullable NpmRegistry npm;

  /**
   * @param npm null when the operator was told of none
   */
  public ClusterFiles(@Nullable NpmRegistry npm) {
    this.npm = npm;
  }

  @Override
  public FetchedFile fetch(
      LoadLocation.Outside location, String source, @Nullable String resourceFile) {
    return switch (location) {
      case LoadLocation.NpmFile wanted -> new FetchedFile(registry(source).fetch(wanted), true);
      case LoadLocation.LocalFile wanted ->
          throw new WeirException(
              ErrorCode.STATEMENT_NOT_SUPPORTED,
              "The source " + source + " is a file beside the resource, which no cluster sees.",
              "Put it into the warehouse's bucket and write bucket:KEY, or load it with ./weir"
                  + " load.");
    };
  }

  private NpmRegistry registry(String source) {
    if (npm == null) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "The source " + source + " is in an npm registry, and the operator knows none.",
          "Set npmRegistry in the values of its chart, or load the file with ./weir load.");
    }
    return npm;
  }
}
