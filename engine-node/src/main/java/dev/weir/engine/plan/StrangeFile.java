package dev.weir.engine.plan;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;

/** The failure for a table that names a data file which is not its own. */
public final class StrangeFile {
  private StrangeFile() {}

  /**
   * @param table its name
   */
  public static WeirException of(String table) {
    return new WeirException(
        ErrorCode.PERMISSION_DENIED,
        "table " + table + " names data files outside of its folder, which are not read",
        "Files of a table are under its location: write them there with the engine that committed"
            + " them, or go back to a snapshot without them.");
  }
}
