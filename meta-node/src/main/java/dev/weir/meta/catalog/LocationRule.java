package dev.weir.meta.catalog;

import dev.weir.storage.iceberg.TableFolder;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.BadRequestException;

/**
 * Where a table or view may keep its files: its folder is under its tenant's root and its files are
 * in its folder, so that nobody makes meta write, or the engine read, what is another's. Pure.
 */
final class LocationRule {
  private static final List<String> PATH_PROPERTIES =
      List.of(
          "write.data.path",
          "write.metadata.path",
          "write.object-storage.path",
          "write.folder-storage.path");

  private LocationRule() {}

  /**
   * Holds a table against the rule, snapshots included: who commits one names its list of files.
   *
   * @throws BadRequestException when something of it is outside
   */
  static void check(String root, TableMetadata table) {
    check(root, table.location(), table.properties());
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.manifestListLocation() != null) {
        require(root, "manifest list", snapshot.manifestListLocation());
      }
    }
  }

  /**
   * @throws BadRequestException when {@code location} or a path in {@code properties} is outside
   */
  static void check(String root, String location, Map<String, String> properties) {
    require(root, "location", location);
    for (String property : PATH_PROPERTIES) {
      String path = properties.get(property);
      if (path != null) {
        require(location, property, path);
      }
    }
  }

  private static void require(String root, String what, String location) {
    if (!TableFolder.holds(root, location)) {
      throw new BadRequestException("The %s must be under %s, not %s", what, root, location);
    }
  }
}
