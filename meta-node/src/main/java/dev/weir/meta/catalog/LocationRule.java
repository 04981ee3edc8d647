package dev.weir.meta.catalog;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.exceptions.BadRequestException;

/**
 * Where a table or view may keep its files: under its tenant's root, so that no tenant makes meta
 * write, or purge, in another's folder. Pure.
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
   * @throws BadRequestException when {@code location} or a path in {@code properties} is outside
   */
  static void check(String root, String location, Map<String, String> properties) {
    require(root, "location", location);
    for (String property : PATH_PROPERTIES) {
      String path = properties.get(property);
      if (path != null) {
        require(root, property, path);
      }
    }
  }

  private static void require(String root, String what, String location) {
    boolean inside = location.startsWith(root + "/");
    boolean climbs = List.of(location.split("/", -1)).contains("..");
    if (!inside || climbs) {
      throw new BadRequestException("The %s must be under %s, not %s", what, root, location);
    }
  }
}
