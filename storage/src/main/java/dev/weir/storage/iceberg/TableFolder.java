package dev.weir.storage.iceberg;

import java.util.stream.Stream;

/**
 * The folder of a table, outside of which it has no files: one that names a file elsewhere would
 * show, or delete, what is another's. Pure.
 */
public final class TableFolder {
  private TableFolder() {}

  /**
   * Whether a file is in the folder.
   *
   * @param folder location of the table, or of all tables of a tenant
   */
  public static boolean holds(String folder, String file) {
    String inside = folder.endsWith("/") ? folder : folder + "/";
    return file.startsWith(inside) && isPlain(file);
  }

  /** Whether no level of a location leads elsewhere. */
  public static boolean isPlain(String file) {
    return !file.contains("/.")
        || Stream.of(file.split("/", -1))
            .noneMatch(level -> level.equals("..") || level.equals("."));
  }
}
