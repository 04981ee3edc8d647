package dev.weir.engine.testing;

import dev.weir.contracts.meta.v1.ListRelationsRequest;
import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.meta.v1.ResolveRequest;
import dev.weir.contracts.meta.v1.ResolveResponse;
import dev.weir.contracts.meta.v1.TableName;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.view.BaseView;
import org.apache.iceberg.view.ViewMetadata;

/** A meta service over Iceberg's in-memory catalog, reached through gRPC as the real one. */
public final class TestingMeta extends MetaServiceGrpc.MetaServiceImplBase
    implements AutoCloseable {
  private static final Policy EVERYTHING =
      Policy.newBuilder().addPrivileges(Privilege.SELECT).setHash("everything").build();

  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final Map<String, Policy> policies = new ConcurrentHashMap<>();
  private final AtomicLong resolveCalls = new AtomicLong();
  private final Server server;
  private final ManagedChannel channel;

  public TestingMeta(String warehouseLocation) throws IOException {
    String name = "meta-" + UUID.randomUUID();
    catalog.initialize(name, Map.of("warehouse", warehouseLocation));
    server = InProcessServerBuilder.forName(name).directExecutor().addService(this).build().start();
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  public InMemoryCatalog catalog() {
    return catalog;
  }

  public MetaServiceBlockingStub stub() {
    return MetaServiceGrpc.newBlockingStub(channel);
  }

  /** What {@code principal} may do with {@code namespace.table}; without it everything. */
  public void grant(String principal, String relation, Policy policy) {
    policies.put(principal + '|' + relation, policy);
  }

  /** How often names were resolved. */
  public long resolveCalls() {
    return resolveCalls.get();
  }

  @Override
  public void resolve(ResolveRequest request, StreamObserver<ResolveResponse> observer) {
    resolveCalls.incrementAndGet();
    ResolveResponse.Builder response = ResolveResponse.newBuilder().setVersion(1);
    for (TableName name : request.getNamesList()) {
      response.addRelations(relation(request.getPrincipal(), name));
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  @Override
  public void listRelations(
      ListRelationsRequest request, StreamObserver<ListRelationsResponse> observer) {
    ListRelationsResponse.Builder response = ListRelationsResponse.newBuilder().setVersion(1);
    for (Namespace namespace : catalog.listNamespaces()) {
      for (TableIdentifier table : catalog.listTables(namespace)) {
        add(response, request.getPrincipal(), table);
      }
      for (TableIdentifier view : catalog.listViews(namespace)) {
        add(response, request.getPrincipal(), view);
      }
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  private void add(ListRelationsResponse.Builder response, String principal, TableIdentifier id) {
    Relation relation = relation(principal, name(id));
    if (relation.getKind() != RelationKind.RELATION_KIND_UNSPECIFIED) {
      response.addRelations(relation);
    }
  }

  private Relation relation(String principal, TableName name) {
    TableIdentifier id =
        TableIdentifier.of(
            Namespace.of(name.getNamespaceList().toArray(String[]::new)), name.getName());
    Policy policy = policies.getOrDefault(principal + '|' + id, EVERYTHING);
    Relation.Builder relation = Relation.newBuilder().setName(name).setPolicy(policy);
    if (policy.getPrivilegesCount() == 0) {
      return relation.clearPolicy().build();
    }
    if (catalog.tableExists(id)) {
      TableMetadata table = ((BaseTable) catalog.loadTable(id)).operations().current();
      relation
          .setKind(RelationKind.TABLE)
          .setUuid(table.uuid())
          .setMetadataLocation(table.metadataFileLocation());
      if (table.currentSnapshot() != null) {
        relation.setSnapshotId(table.currentSnapshot().snapshotId());
      }
    } else if (catalog.viewExists(id)) {
      ViewMetadata view = ((BaseView) catalog.loadView(id)).operations().current();
      relation
          .setKind(RelationKind.VIEW)
          .setUuid(view.uuid())
          .setMetadataLocation(view.metadataFileLocation());
    }
    return relation.build();
  }

  private static TableName name(TableIdentifier id) {
    return TableName.newBuilder()
        .addAllNamespace(java.util.List.of(id.namespace().levels()))
        .setName(id.name())
        .build();
  }

  @Override
  public void close() throws IOException {
    channel.shutdownNow();
    server.shutdownNow();
    catalog.close();
  }
}
