package dev.weir.storage.folder;

import java.io.IOException;

/** What the JDK tells of the operating system's error numbers, which is only their text. */
final class OperatingSystemErrors {
  private OperatingSystemErrors() {}

  /**
   * Whether the text is that of ENOSPC or EDQUOT. It may be in another language; callers look at
   * the free space as well.
   */
  static boolean isNoSpace(IOException failure) {
    String text = String.valueOf(failure.getMessage());
    return text.contains("No space left on device") || text.contains("Disk quota exceeded");
  }
}
