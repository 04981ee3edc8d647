package dev.weir.web.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.web.api.RelationType;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.RESTException;

/**
 * Metadata of tables and views, kept by location, which never changes what it holds. Thread-safe.
 */
final class RelationMetadataCache {
  private static final long RELATIONS_MAX = 2_000;

  private final CatalogAccess access;
  private final Cache<String, RelationMetadata> byLocation =
      Caffeine.newBuilder().maximumSize(RELATIONS_MAX).build();

  RelationMetadataCache(CatalogAccess access) {
    this.access = access;
  }

  /**
   * The metadata of a relation; none when it was dropped meanwhile.
   *
   * @throws WeirException UNAVAILABLE when the catalog does not answer
   */
  Optional<RelationMetadata> find(VisibleRelation relation) {
    RelationMetadata known = byLocation.getIfPresent(relation.metadataLocation());
    if (known != null) {
      return Optional.of(known);
    }
    try {
      RelationMetadata loaded = load(relation);
      byLocation.put(relation.metadataLocation(), loaded);
      return Optional.of(loaded);
    } catch (NoSuchTableException | NoSuchViewException e) {
      return Optional.empty();
    } catch (RESTException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "The catalog did not answer for " + relation.qualifiedName() + ": " + e.getMessage(),
          "Try again.",
          e);
    }
  }

  private RelationMetadata load(VisibleRelation relation) {
    TableIdentifier name =
        TableIdentifier.of(Namespace.of(relation.namespace().split("\\.")), relation.name());
    Catalog catalog = access.open();
    if (relation.type() == RelationType.VIEW) {
      if (catalog instanceof ViewCatalog views) {
        return new RelationMetadata(null, views.loadView(name));
      }
      throw new NoSuchViewException("the catalog has no views: %s", name);
    }
    Table table = catalog.loadTable(name);
    return new RelationMetadata(table, null);
  }
}
