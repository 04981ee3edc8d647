package dev.weir.engine.flight;

import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.ResultColumn;
import dev.weir.engine.resolve.MetaClient;
import dev.weir.engine.resolve.MetadataCache;
import dev.weir.engine.sql.SqlTypeNames;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** The catalog as meta and the metadata of the tables have it. */
public final class MetaRelationCatalog implements RelationCatalog {
  private final MetaClient meta;
  private final MetadataCache metadata;

  public MetaRelationCatalog(MetaClient meta, MetadataCache metadata) {
    this.meta = meta;
    this.metadata = metadata;
  }

  @Override
  public List<String> namespaces(Caller caller) {
    return meta.listRelations(caller).getNamespacesList().stream()
        .map(namespace -> String.join(".", namespace.getLevelsList()))
        .sorted()
        .toList();
  }

  @Override
  public List<CatalogRelation> relations(Caller caller) {
    return meta.listRelations(caller).getRelationsList().stream()
        .map(this::relation)
        .sorted(
            Comparator.comparing(CatalogRelation::namespace).thenComparing(CatalogRelation::name))
        .toList();
  }

  private CatalogRelation relation(Relation relation) {
    String namespace = String.join(".", relation.getName().getNamespaceList());
    String name = relation.getName().getName();
    String location = relation.getMetadataLocation();
    if (relation.getKind() == RelationKind.VIEW) {
      return new CatalogRelation(
          namespace,
          name,
          CatalogRelation.VIEW,
          () -> columns(metadata.view(location).schema()),
          List::of);
    }
    return new CatalogRelation(
        namespace,
        name,
        CatalogRelation.TABLE,
        () -> columns(metadata.table(location).schema()),
        () -> primaryKey(metadata.table(location).schema()));
  }

  private static List<ResultColumn> columns(Schema schema) {
    return schema.columns().stream()
        .map(c -> new ResultColumn(c.name(), SqlTypeNames.of(c.type()), c.isOptional()))
        .toList();
  }

  private static List<String> primaryKey(Schema schema) {
    Set<Integer> ids = schema.identifierFieldIds();
    return schema.columns().stream()
        .filter(column -> ids.contains(column.fieldId()))
        .map(NestedField::name)
        .toList();
  }
}
