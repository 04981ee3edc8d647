package dev.weir.web.catalog;

import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one principal may know of in the catalog. Immutable.
 *
 * @param namespaces sorted, levels joined by dots
 * @param relations by {@code namespace.table}, sorted
 * @param version grows with every change of the catalog
 */
record VisibleCatalog(
    List<String> namespaces, Map<String, VisibleRelation> relations, long version) {

  static VisibleCatalog of(ListRelationsResponse response) {
    Map<String, VisibleRelation> relations = new TreeMap<>();
    for (Relation relation : response.getRelationsList()) {
      if (relation.getKind() != RelationKind.RELATION_KIND_UNSPECIFIED) {
        VisibleRelation visible = VisibleRelation.of(relation);
        relations.put(visible.qualifiedName(), visible);
      }
    }
    TreeSet<String> namespaces = new TreeSet<>();
    response.getNamespacesList().forEach(n -> namespaces.add(String.join(".", n.getLevelsList())));
    relations.values().forEach(relation -> namespaces.add(relation.namespace()));
    return new VisibleCatalog(new ArrayList<>(namespaces), relations, response.getVersion());
  }

  /** The relation of that name; SQL names differ in case only when they are told apart by it. */
  Optional<VisibleRelation> find(String namespace, String name) {
    VisibleRelation exact = relations.get(namespace + "." + name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return relations.values().stream()
        .filter(relation -> relation.namespace().equalsIgnoreCase(namespace))
        .filter(relation -> relation.name().equalsIgnoreCase(name))
        .findFirst();
  }
}
