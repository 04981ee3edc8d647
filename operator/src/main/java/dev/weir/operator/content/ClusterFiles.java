package dev.weir.operator.content;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.apply.FetchedFile;
import dev.weir.crds.apply.LoadFiles;
import dev.weir.crds.table.LoadLocation;
import dev.weir.crds.table.TableLoad;
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
  public FetchedFile fetch(TableLoad load, @Nullable String resourceFile) {
    return switch (load.location()) {
      case LoadLocation.NpmFile wanted -> new FetchedFile(registry(load).fetch(wanted), true);
      case LoadLocation.LocalFile wanted ->
          throw unreachable(
              "The source "
                  + load.source()
                  + " is a file beside the resource, which no cluster sees.");
      case LoadLocation.BucketObject wanted ->
          throw unreachable(
              "The source "
                  + load.source()
                  + " is an object of the bucket, which is not read yet.");
    };
  }

  private NpmRegistry registry(TableLoad load) {
    if (npm == null) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "The source " + load.source() + " is in an npm registry, and the operator knows none.",
          "Set npmRegistry in the values of its chart, or load the file with ./weir load.");
    }
    return npm;
  }

  private static WeirException unreachable(String what) {
    return new WeirException(
        ErrorCode.STATEMENT_NOT_SUPPORTED, what, "Load the file with ./weir load.");
  }
}
