package dev.weir.local.server;

import java.util.concurrent.locks.LockSupport;

/** How far a write gets before its process is killed. */
enum HaltPoint {
  /** A data file is in the making. */
  WHILE_STAGING,
  /** The data files are written; none of them is beside the table's. */
  BEFORE_DATA_FILE,
  /** One data file is beside the table's, the others are not. */
  AFTER_FIRST_DATA_FILE,
  /** All data files are beside the table's. */
  BEFORE_MANIFEST,
  /** The manifests are written, the table's new metadata is not. */
  BEFORE_METADATA,
  /** The table's new metadata is written, the commit has not been sent to meta. */
  BEFORE_COMMIT,
  /** Meta has committed; the writer has not heard of it. */
  AFTER_COMMIT,
  /** The process goes on until it is killed. */
  NEVER;

  static final String REACHED = "reached ";

  /** Tells the parent process, which then kills this one. */
  void halt() {
    System.out.println(REACHED + name());
    System.out.flush();
    while (true) {
      LockSupport.park();
    }
  }
}
