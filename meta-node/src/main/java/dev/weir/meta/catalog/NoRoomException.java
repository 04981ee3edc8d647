package dev.weir.meta.catalog;

import dev.weir.contracts.error.WeirException;
import org.apache.iceberg.exceptions.CleanableFailure;

/** A commit that was refused for want of disk: what was written for it can be deleted. */
public final class NoRoomException extends RuntimeException implements CleanableFailure {
  private static final long serialVersionUID = 1L;

  private final WeirException reason;

  NoRoomException(WeirException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  /** The refusal, DISK_FULL. */
  public WeirException reason() {
    return reason;
  }
}
