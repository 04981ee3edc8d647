package dev.weir.meta.catalog;

import dev.weir.contracts.error.WeirException;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CleanableFailure;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/** What the log's failures are called in Iceberg. Pure. */
final class Failures {
  private Failures() {}

  /** The exception that Iceberg's clients act on rightly. */
  static RuntimeException toIceberg(WeirException failure) {
    return switch (failure.code()) {
      case COMMIT_STATE_UNKNOWN -> new CommitStateUnknownException(failure);
      case UNAVAILABLE ->
          new ServiceUnavailableException(failure, "%s", String.valueOf(failure.getMessage()));
      case BAD_REQUEST ->
          new BadRequestException(failure, "%s", String.valueOf(failure.getMessage()));
      case INVALID_RESOURCE ->
          new UnprocessableEntityException("%s", String.valueOf(failure.getMessage()));
      case DISK_FULL -> new NoRoomException(failure);
      default -> failure;
    };
  }

  /**
   * The failure of a commit, after its metadata file has been deleted when it has certainly failed.
   *
   * @param written the file that was written for it; null: none was
   */
  static RuntimeException failed(FileIO io, RuntimeException failure, @Nullable String written) {
    boolean certain =
        failure instanceof CleanableFailure
            || failure instanceof AlreadyExistsException
            || failure instanceof NoSuchNamespaceException;
    if (certain && written != null) {
      io.deleteFile(written);
    }
    return failure;
  }
}
