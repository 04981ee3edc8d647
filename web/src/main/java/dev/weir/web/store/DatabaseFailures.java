package dev.weir.web.store;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;

/** What a failure of the metadata database means to whoever asked. */
final class DatabaseFailures {
  // H2's own codes; other databases report a lost connection by SQL state 08xxx.
  private static final int H2_ALREADY_OPEN = 90020;
  private static final int H2_IO = 90028;
  private static final int H2_IO_NAMED = 90031;
  private static final int H2_CORRUPT = 90030;
  private static final int H2_OTHER_VERSION = 90048;
  private static final int H2_READ_ONLY = 90097;
  private static final int H2_CANNOT_OPEN = 8000;

  private DatabaseFailures() {}

  static WeirException toWeir(SQLException failure) {
    if (isDiskFull(failure)) {
      return new WeirException(
          ErrorCode.DISK_FULL,
          "The metadata database cannot write: the disk is full. Nothing was changed.",
          "Free space in the data folder and try again.",
          failure);
    }
    if (failure.getSQLState() != null && failure.getSQLState().startsWith("23")) {
      return new WeirException(
          ErrorCode.ALREADY_EXISTS, "There is such an object already.", null, failure);
    }
    return switch (failure.getErrorCode()) {
      case H2_ALREADY_OPEN ->
          new WeirException(
              ErrorCode.DATA_FOLDER_IN_USE,
              "The metadata database is in use by another process.",
              "Stop the other process, or choose another data folder.",
              failure);
      case H2_IO, H2_IO_NAMED, H2_CORRUPT, H2_OTHER_VERSION, H2_READ_ONLY, H2_CANNOT_OPEN ->
          new WeirException(
              ErrorCode.DATA_FOLDER_UNUSABLE,
              "The metadata database cannot be read or written: " + failure.getMessage(),
              "Check that the data folder belongs to this user, can be written, and comes from this"
                  + " version.",
              failure);
      default ->
          new WeirException(
              ErrorCode.UNAVAILABLE,
              "The metadata database did not answer: " + failure.getMessage(),
              "Try again. If it stays so, look at the log.",
              failure);
    };
  }

  private static boolean isDiskFull(SQLException failure) {
    if ("53100".equals(failure.getSQLState())) {
      return true;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // The JDK has no type for it: this is the operating system's own text.
      if (cause instanceof IOException
          && !(cause instanceof FileSystemException named && named.getReason() == null)
          && String.valueOf(cause.getMessage()).contains("No space left")) {
        return true;
      }
    }
    return false;
  }
}
