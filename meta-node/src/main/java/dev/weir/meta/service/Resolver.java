package dev.weir.meta.service;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ListRelationsRequest;
import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.Namespace;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.meta.v1.ResolveRequest;
import dev.weir.contracts.meta.v1.ResolveResponse;
import dev.weir.contracts.meta.v1.TableName;
import dev.weir.meta.access.AccessDirectory;
import dev.weir.meta.access.PolicySum;
import dev.weir.meta.access.Subject;
import dev.weir.meta.catalog.CatalogRecords;
import dev.weir.meta.raft.MetaLog;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.RelationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What names mean to a principal, all read at one position of the log. Thread-safe. */
public final class Resolver {
  /** Names of one request. */
  public static final int NAMES_MAX = 1_000;

  /** Relations of one list. */
  public static final int RELATIONS_MAX = 100_000;

  private static final byte[] FROM_FIRST = {};

  private final MetaLog log;
  private final AccessDirectory directory;

  /** Over the log, with the rights that the directory tells. */
  public Resolver(MetaLog log, AccessDirectory directory) {
    this.log = log;
    this.directory = directory;
  }

  /** Pins each name. */
  public ResolveResponse resolve(ResolveRequest request) {
    if (request.getNamesCount() > NAMES_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "a statement may name "
              + NAMES_MAX
              + " relations, this one names "
              + request.getNamesCount());
    }
    return log.read(
        view -> {
          Subject subject = directory.subject(view, request.getTenant(), request.getPrincipal());
          ResolveResponse.Builder response = ResolveResponse.newBuilder();
          for (TableName name : request.getNamesList()) {
            response.addRelations(resolve(view, subject, name));
          }
          return response.setVersion(version(view, subject.tenant())).build();
        });
  }

  private static Relation resolve(StateView view, Subject subject, TableName name) {
    Policy policy = subject.policy(objectOf(name.getNamespaceList(), name.getName()));
    Versioned<RelationRecord> found =
        CatalogRecords.relation(view, subject.tenant(), name.getNamespaceList(), name.getName());
    return found == null || !Subject.knows(policy)
        ? Relation.newBuilder().setName(name).setPolicy(creating(policy)).build()
        : relation(name, found.value(), policy);
  }

  /** Of a name that means nothing, only whether it may be created is told. */
  private static Policy creating(Policy policy) {
    return policy.getPrivilegesList().contains(Privilege.CREATE)
        ? PolicySum.ofPrivileges(Set.of(Privilege.CREATE))
        : PolicySum.ofPrivileges(Set.of());
  }

  private static Relation relation(TableName name, RelationRecord record, Policy policy) {
    Relation.Builder relation =
        Relation.newBuilder()
            .setName(name)
            .setKind(record.getView() ? RelationKind.VIEW : RelationKind.TABLE)
            .setUuid(record.getUuid())
            .setMetadataLocation(record.getMetadataLocation())
            .setPolicy(policy);
    if (record.hasSnapshotId()) {
      relation.setSnapshotId(record.getSnapshotId());
    }
    return relation.build();
  }

  /** Lists what the principal may read, and the namespaces that it may know of. */
  public ListRelationsResponse list(ListRelationsRequest request) {
    List<String> namespace = request.getNamespaceList();
    return log.read(
        view -> {
          String tenant = request.getTenant();
          Subject subject = directory.subject(view, tenant, request.getPrincipal());
          ListRelationsResponse.Builder response = ListRelationsResponse.newBuilder();
          byte[] prefix =
              namespace.isEmpty() ? Keys.relations(tenant) : Keys.relationsIn(tenant, namespace);
          for (StateView.Entry entry : view.scan(prefix, FROM_FIRST, RELATIONS_MAX)) {
            addVisible(response, subject, entry);
          }
          for (StateView.Entry entry :
              view.scan(Keys.namespacesBelow(tenant, List.of()), FROM_FIRST, RELATIONS_MAX)) {
            List<String> levels = Keys.namespaceOf(entry.key());
            if (subject.sees(levels)) {
              response.addNamespaces(Namespace.newBuilder().addAllLevels(levels));
            }
          }
          return response.setVersion(version(view, tenant)).build();
        });
  }

  private static void addVisible(
      ListRelationsResponse.Builder response, Subject subject, StateView.Entry entry) {
    TableName name =
        TableName.newBuilder()
            .addAllNamespace(Keys.relationNamespaceOf(entry.key()))
            .setName(Keys.relationNameOf(entry.key()))
            .build();
    List<String> object = objectOf(name.getNamespaceList(), name.getName());
    if (subject.may(Privilege.SELECT, object)) {
      response.addRelations(
          relation(name, CatalogRecords.relationOf(entry), subject.policy(object)));
    }
  }

  private static List<String> objectOf(List<String> namespace, String name) {
    List<String> object = new ArrayList<>(namespace);
    object.add(name);
    return object;
  }

  private static long version(StateView view, String tenant) {
    Versioned<byte[]> marker = view.find(Keys.catalogVersion(tenant));
    return marker == null ? 0 : marker.changedAt();
  }
}
