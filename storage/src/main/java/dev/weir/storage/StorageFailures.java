package dev.weir.storage;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** What a failure of a store means to the caller of a part. Pure. */
public final class StorageFailures {
  private StorageFailures() {}

  /**
   * The coded failure for {@code failure}: {@code DISK_FULL}, {@code CORRUPT_DATA_FILE} for a
   * missing object, {@code COMMIT_CONFLICT} for a condition that did not hold, otherwise {@code
   * UNAVAILABLE}.
   *
   * @param action what was tried, as the start of a sentence: {@code "writing table flights"}
   */
  public static WeirException toWeirException(String action, Throwable failure) {
    if (find(failure, WeirException.class) instanceof WeirException coded) {
      return coded;
    }
    if (isDiskFull(failure)) {
      return new WeirException(
          ErrorCode.DISK_FULL,
          action + " failed: the disk is full",
          "Free space on the disk of the data folder, then try again.",
          failure);
    }
    if (find(failure, PreconditionFailedException.class) != null) {
      return new WeirException(
          ErrorCode.COMMIT_CONFLICT,
          action + " failed: somebody else wrote the same object first",
          "Try again.",
          failure);
    }
    if (find(failure, NoSuchFileException.class) instanceof NoSuchFileException missing) {
      return new WeirException(
          ErrorCode.CORRUPT_DATA_FILE,
          action + " failed: object " + missing.getFile() + " is missing from the store",
          "Restore the object, or read an older snapshot of the table.",
          failure);
    }
    if (find(failure, StoreUnreachableException.class) instanceof StoreUnreachableException away) {
      return new WeirException(
          ErrorCode.UNAVAILABLE,
          action + " failed: " + away.getMessage(),
          "Check that the object store is reachable, then try again.",
          failure);
    }
    if (find(failure, AccessDeniedException.class) != null) {
      return new WeirException(
          ErrorCode.UNAVAILABLE,
          action + " failed: the store refuses access",
          "Check the credentials and rights of the object store, or the owner of the data folder.",
          failure);
    }
    return new WeirException(
        ErrorCode.UNAVAILABLE,
        action + " failed: " + failure.getMessage(),
        "Check that the object store is reachable, then try again.",
        failure);
  }

  /**
   * The coded failure for a file that cannot be read: of the store when that does not answer,
   * otherwise {@code CORRUPT_DATA_FILE}.
   *
   * @param file what it is, as the end of a phrase: {@code "the metadata of a table"}
   */
  public static WeirException ofUnreadable(String file, Throwable failure) {
    return find(failure, StoreUnreachableException.class) != null
        ? toWeirException("reading " + file, failure)
        : new WeirException(
            ErrorCode.CORRUPT_DATA_FILE,
            file + " cannot be read",
            "The file is missing or damaged: restore it, or read an older snapshot of the table.",
            failure);
  }

  /** Whether the disk under a folder was full, anywhere in the chain of causes. */
  public static boolean isDiskFull(Throwable failure) {
    return find(failure, DiskFullException.class) != null;
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    int depthMax = 20;
    Throwable current = failure;
    for (int depth = 0; current != null && depth < depthMax; depth++) {
      if (type.isInstance(current)) {
        return type.cast(current);
      }
      current = current.getCause();
    }
    return null;
  }
}
