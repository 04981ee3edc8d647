package dev.weir.storage.folder;

import org.jspecify.annotations.Nullable;

/** The forms in which clients write the URI of a file. Pure. */
final class FolderLocations {
  private FolderLocations() {}

  /** The absolute path of {@code file:///p}, {@code file:/p} or {@code /p}; null for others. */
  static @Nullable String pathOf(String location) {
    if (location.startsWith("file:///")) {
      return location.substring("file://".length());
    }
    if (location.startsWith("file:/") && !location.startsWith("file://")) {
      return location.substring("file:".length());
    }
    return location.startsWith("/") ? location : null;
  }
}
