package dev.weir.web.testing;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.DeleteRoleRequest;
import dev.weir.contracts.meta.v1.DeleteRoleResponse;
import dev.weir.contracts.meta.v1.ListRelationsRequest;
import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.ListRolesRequest;
import dev.weir.contracts.meta.v1.ListRolesResponse;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceImplBase;
import dev.weir.contracts.meta.v1.Namespace;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.contracts.meta.v1.TableName;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;

/** The meta service in memory, behind a real in-process gRPC channel. */
public final class TestingMeta extends MetaServiceImplBase implements AutoCloseable {
  private final Map<String, Map<String, Relation>> visible = new ConcurrentHashMap<>();
  private final Map<String, Role> roles = new TreeMap<>();
  private final Server server;
  private final ManagedChannel channel;

  public TestingMeta() {
    String name = InProcessServerBuilder.generateName();
    try {
      server = InProcessServerBuilder.forName(name).directExecutor().addService(this).build();
      server.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  public MetaServiceBlockingStub stub() {
    return MetaServiceGrpc.newBlockingStub(channel);
  }

  /** From now on {@code principal} may know of the table. */
  public void show(String principal, String name, Table table, Policy.Builder policy) {
    Relation relation =
        Relation.newBuilder()
            .setName(TableName.newBuilder().addNamespace("default").setName(name))
            .setKind(RelationKind.TABLE)
            .setUuid(table.uuid().toString())
            .setMetadataLocation(
                ((HasTableOperations) table).operations().current().metadataFileLocation())
            .setPolicy(policy.addPrivileges(Privilege.SELECT).setHash("h"))
            .build();
    visible.computeIfAbsent(principal, unused -> new TreeMap<>()).put(name, relation);
  }

  @Override
  public void listRelations(
      ListRelationsRequest request, StreamObserver<ListRelationsResponse> observer) {
    observer.onNext(
        ListRelationsResponse.newBuilder()
            .addAllRelations(visible.getOrDefault(request.getPrincipal(), Map.of()).values())
            .addNamespaces(Namespace.newBuilder().addLevels("default"))
            .setVersion(3)
            .build());
    observer.onCompleted();
  }

  @Override
  public void putRole(Role role, StreamObserver<Role> observer) {
    if (role.getMembersList().contains("nobody")) {
      observer.onError(
          MetaErrors.toStatus(
              new WeirException(
                  ErrorCode.BAD_REQUEST, "There is no principal 'nobody'.", "Create it first.")));
      return;
    }
    roles.put(role.getName(), role);
    observer.onNext(role);
    observer.onCompleted();
  }

  @Override
  public void deleteRole(DeleteRoleRequest request, StreamObserver<DeleteRoleResponse> observer) {
    roles.remove(request.getName());
    observer.onNext(DeleteRoleResponse.getDefaultInstance());
    observer.onCompleted();
  }

  @Override
  public void listRoles(ListRolesRequest request, StreamObserver<ListRolesResponse> observer) {
    observer.onNext(ListRolesResponse.newBuilder().addAllRoles(roles.values()).build());
    observer.onCompleted();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
