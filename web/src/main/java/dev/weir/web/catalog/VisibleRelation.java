package dev.weir.web.catalog;

import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.web.api.RelationType;

/**
 * A table or view that a principal may know of.
 *
 * @param namespace levels joined by dots
 * @param name without the namespace
 * @param type table or view
 * @param uuid stays the same when it is renamed
 * @param metadataLocation immutable: the same location always holds the same bytes
 * @param policy what the principal may do with it and see of it
 */
record VisibleRelation(
    String namespace,
    String name,
    RelationType type,
    String uuid,
    String metadataLocation,
    Policy policy) {

  static VisibleRelation of(Relation relation) {
    return new VisibleRelation(
        String.join(".", relation.getName().getNamespaceList()),
        relation.getName().getName(),
        relation.getKind() == RelationKind.VIEW ? RelationType.VIEW : RelationType.TABLE,
        relation.getUuid(),
        relation.getMetadataLocation(),
        relation.getPolicy());
  }

  /** {@code namespace.table}. */
  String qualifiedName() {
    return namespace + "." + name;
  }

  /** Whether what the metadata says about values may be shown: a row filter hides rows. */
  boolean showsBounds(String column) {
    return policy.getRowFiltersCount() == 0 && !policy.containsColumnMasks(column);
  }
}
