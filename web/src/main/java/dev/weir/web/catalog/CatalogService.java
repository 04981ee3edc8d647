package dev.weir.web.catalog;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ListRelationsRequest;
import dev.weir.contracts.query.Caller;
import dev.weir.crds.validation.Suggestion;
import dev.weir.web.api.CatalogAnswer;
import dev.weir.web.api.CatalogColumn;
import dev.weir.web.api.CatalogNamespace;
import dev.weir.web.api.CatalogTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a caller may know of in the catalog. Meta says what that is, each time, so that a table is
 * there as soon as it is made and gone as soon as a right is; Iceberg's metadata, which is cached
 * by its location, says what the columns are. Thread-safe.
 */
public final class CatalogService {
  private final MetaCalls meta;
  private final RelationMetadataCache metadata;

  public CatalogService(MetaCalls meta, CatalogAccess catalog) {
    this.meta = meta;
    this.metadata = new RelationMetadataCache(catalog);
  }

  /** The whole tree, with the columns of every table and view. */
  public CatalogAnswer read(Caller caller) {
    VisibleCatalog visible = visible(caller);
    Map<String, List<CatalogTable>> tables = new TreeMap<>();
    visible.namespaces().forEach(namespace -> tables.put(namespace, new ArrayList<>()));
    for (VisibleRelation relation : visible.relations().values()) {
      metadata
          .find(relation)
          .ifPresent(
              found ->
                  tables
                      .get(relation.namespace())
                      .add(new CatalogTable(relation.name(), relation.type(), columns(found))));
    }
    return new CatalogAnswer(
        tables.entrySet().stream()
            .map(entry -> new CatalogNamespace(entry.getKey(), entry.getValue()))
            .toList(),
        visible.version());
  }

  /** How many tables and views the caller may know of. */
  public int count(Caller caller) {
    return visible(caller).relations().size();
  }

  /** Whether there is such a table or view for the caller. */
  public boolean contains(Caller caller, String qualifiedName) {
    return visible(caller).relations().containsKey(qualifiedName);
  }

  /** The columns of a relation, when the caller may know of it. */
  public Optional<List<CatalogColumn>> findColumns(Caller caller, String namespace, String name) {
    return visible(caller)
        .find(namespace, name)
        .flatMap(metadata::find)
        .map(CatalogService::columns);
  }

  /** Names that the caller may know of, {@code namespace.table}. */
  public List<String> listNames(Caller caller) {
    return List.copyOf(visible(caller).relations().keySet());
  }

  /**
   * The relation with its metadata.
   *
   * @throws WeirException NAMESPACE_NOT_FOUND or TABLE_NOT_FOUND with the nearest name
   */
  Loaded load(Caller caller, String namespace, String name) {
    VisibleCatalog visible = visible(caller);
    Optional<VisibleRelation> relation = visible.find(namespace, name);
    Optional<RelationMetadata> found = relation.flatMap(metadata::find);
    if (found.isPresent()) {
      return new Loaded(relation.get(), found.get());
    }
    if (visible.namespaces().stream().noneMatch(namespace::equalsIgnoreCase)) {
      throw new WeirException(
          ErrorCode.NAMESPACE_NOT_FOUND,
          "There is no namespace '" + namespace + "'.",
          Suggestion.hint(namespace, visible.namespaces()).orElse(null));
    }
    throw new WeirException(
        ErrorCode.TABLE_NOT_FOUND,
        "There is no table or view '" + namespace + "." + name + "'.",
        Suggestion.hint(namespace + "." + name, visible.relations().keySet()).orElse(null));
  }

  /** A relation that the caller may know of, and its metadata. */
  record Loaded(VisibleRelation relation, RelationMetadata metadata) {}

  private VisibleCatalog visible(Caller caller) {
    return VisibleCatalog.of(
        meta.call(
            stub ->
                stub.listRelations(
                    ListRelationsRequest.newBuilder()
                        .setTenant(caller.tenant())
                        .setPrincipal(caller.principal())
                        .build())));
  }

  private static List<CatalogColumn> columns(RelationMetadata found) {
    List<String> key = found.primaryKey();
    return found.schema().columns().stream()
        .map(
            column ->
                new CatalogColumn(
                    column.name(), SqlTypes.of(column.type()), key.contains(column.name())))
        .toList();
  }
}
