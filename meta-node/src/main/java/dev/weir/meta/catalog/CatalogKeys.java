package dev.weir.meta.catalog;

import dev.weir.meta.state.Keys;
import dev.weir.meta.state.Names;
import java.util.List;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.BadRequestException;

/** The keys of Iceberg's names, checked. Pure. */
final class CatalogKeys {
  private CatalogKeys() {}

  /**
   * @throws BadRequestException when a level cannot be a name, or there are none or too many
   */
  static byte[] namespace(String tenant, Namespace namespace) {
    return Keys.namespace(tenant, levels(namespace));
  }

  /** As {@link #namespace}. */
  static byte[] relation(String tenant, TableIdentifier name) {
    return Keys.relation(tenant, levels(name.namespace()), Names.check("table", name.name()));
  }

  private static List<String> levels(Namespace namespace) {
    List<String> levels = List.of(namespace.levels());
    if (levels.isEmpty() || levels.size() > Names.LEVELS_MAX) {
      throw new BadRequestException(
          "A namespace has 1 to %s levels, this one %s", Names.LEVELS_MAX, levels.size());
    }
    levels.forEach(level -> Names.check("namespace", level));
    return levels;
  }
}
