package dev.weir.meta.service;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.AddUsageRequest;
import dev.weir.contracts.meta.v1.AddUsageResponse;
import dev.weir.contracts.meta.v1.AuthenticateRequest;
import dev.weir.contracts.meta.v1.ChangeMembersRequest;
import dev.weir.contracts.meta.v1.ChangeRoleRequest;
import dev.weir.contracts.meta.v1.CreateTokenRequest;
import dev.weir.contracts.meta.v1.CreateTokenResponse;
import dev.weir.contracts.meta.v1.DeletePrincipalRequest;
import dev.weir.contracts.meta.v1.DeletePrincipalResponse;
import dev.weir.contracts.meta.v1.DeleteRoleRequest;
import dev.weir.contracts.meta.v1.DeleteRoleResponse;
import dev.weir.contracts.meta.v1.DrainNodesRequest;
import dev.weir.contracts.meta.v1.DrainNodesResponse;
import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.ListNodesRequest;
import dev.weir.contracts.meta.v1.ListNodesResponse;
import dev.weir.contracts.meta.v1.ListPrincipalsRequest;
import dev.weir.contracts.meta.v1.ListPrincipalsResponse;
import dev.weir.contracts.meta.v1.ListRelationsRequest;
import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.ListRolesRequest;
import dev.weir.contracts.meta.v1.ListRolesResponse;
import dev.weir.contracts.meta.v1.ListTokensRequest;
import dev.weir.contracts.meta.v1.ListTokensResponse;
import dev.weir.contracts.meta.v1.ListUsageRequest;
import dev.weir.contracts.meta.v1.ListUsageResponse;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaStatus;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.PutPrincipalRequest;
import dev.weir.contracts.meta.v1.RenewNodeRequest;
import dev.weir.contracts.meta.v1.RenewNodeResponse;
import dev.weir.contracts.meta.v1.ResolveRequest;
import dev.weir.contracts.meta.v1.ResolveResponse;
import dev.weir.contracts.meta.v1.RevokeTokenRequest;
import dev.weir.contracts.meta.v1.RevokeTokenResponse;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.meta.access.AccessDirectory;
import dev.weir.meta.raft.MetaGroup;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MetaService over the node. It trusts its callers: gateways and web servers have authenticated
 * whom they speak for. Thread-safe; calls block.
 */
public final class MetaServiceEndpoint extends MetaServiceGrpc.MetaServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(MetaServiceEndpoint.class);

  private final AccessDirectory directory;
  private final Resolver resolver;
  private final PrincipalStore principals;
  private final RoleStore roles;
  private final UsageStore usage;
  private final NodeStore nodes;
  private final MetaGroup group;

  /** Over the parts that do the work. */
  public MetaServiceEndpoint(
      AccessDirectory directory,
      Resolver resolver,
      PrincipalStore principals,
      RoleStore roles,
      UsageStore usage,
      NodeStore nodes,
      MetaGroup group) {
    this.directory = directory;
    this.resolver = resolver;
    this.principals = principals;
    this.roles = roles;
    this.usage = usage;
    this.nodes = nodes;
    this.group = group;
  }

  private static <T> void answer(StreamObserver<T> out, Supplier<T> call) {
    T response;
    try {
      response = call.get();
    } catch (WeirException e) {
      out.onError(MetaErrors.toStatus(e));
      return;
    } catch (RuntimeException e) {
      LOG.error("meta service failed", e);
      out.onError(
          MetaErrors.toStatus(
              new WeirException(
                  ErrorCode.INTERNAL, "the meta service failed", "Its log has the details.")));
      return;
    }
    out.onNext(response);
    out.onCompleted();
  }

  @Override
  public void authenticate(AuthenticateRequest request, StreamObserver<Principal> out) {
    answer(out, () -> directory.authenticate(request.getToken()).principal());
  }

  @Override
  public void resolve(ResolveRequest request, StreamObserver<ResolveResponse> out) {
    answer(out, () -> resolver.resolve(request));
  }

  @Override
  public void listRelations(
      ListRelationsRequest request, StreamObserver<ListRelationsResponse> out) {
    answer(out, () -> resolver.list(request));
  }

  @Override
  public void putPrincipal(PutPrincipalRequest request, StreamObserver<Principal> out) {
    answer(out, () -> principals.put(request.getPrincipal(), request.getOnlyNew()));
  }

  @Override
  public void deletePrincipal(
      DeletePrincipalRequest request, StreamObserver<DeletePrincipalResponse> out) {
    answer(
        out,
        () -> {
          principals.delete(request.getTenant(), request.getName());
          return DeletePrincipalResponse.getDefaultInstance();
        });
  }

  @Override
  public void listPrincipals(
      ListPrincipalsRequest request, StreamObserver<ListPrincipalsResponse> out) {
    answer(
        out,
        () ->
            ListPrincipalsResponse.newBuilder()
                .addAllPrincipals(principals.list(request.getTenant()))
                .build());
  }

  @Override
  public void createToken(CreateTokenRequest request, StreamObserver<CreateTokenResponse> out) {
    answer(
        out,
        () ->
            principals.createToken(
                request.getTenant(),
                request.getPrincipal(),
                request.getLifetimeSeconds(),
                request.getLabel()));
  }

  @Override
  public void revokeToken(RevokeTokenRequest request, StreamObserver<RevokeTokenResponse> out) {
    answer(
        out,
        () -> {
          principals.revokeToken(request.getTenant(), request.getTokenId());
          return RevokeTokenResponse.getDefaultInstance();
        });
  }

  @Override
  public void listTokens(ListTokensRequest request, StreamObserver<ListTokensResponse> out) {
    answer(
        out,
        () ->
            ListTokensResponse.newBuilder()
                .addAllTokens(principals.listTokens(request.getTenant()))
                .build());
  }

  @Override
  public void putRole(Role request, StreamObserver<Role> out) {
    answer(out, () -> roles.put(request));
  }

  @Override
  public void createRole(Role request, StreamObserver<Role> out) {
    answer(out, () -> roles.create(request));
  }

  @Override
  public void changeRole(ChangeRoleRequest request, StreamObserver<Role> out) {
    answer(out, () -> roles.change(request));
  }

  @Override
  public void deleteRole(DeleteRoleRequest request, StreamObserver<DeleteRoleResponse> out) {
    answer(
        out,
        () -> {
          roles.delete(request.getTenant(), request.getName());
          return DeleteRoleResponse.getDefaultInstance();
        });
  }

  @Override
  public void listRoles(ListRolesRequest request, StreamObserver<ListRolesResponse> out) {
    answer(
        out,
        () -> ListRolesResponse.newBuilder().addAllRoles(roles.list(request.getTenant())).build());
  }

  @Override
  public void addUsage(AddUsageRequest request, StreamObserver<AddUsageResponse> out) {
    answer(
        out,
        () -> {
          usage.add(request);
          return AddUsageResponse.getDefaultInstance();
        });
  }

  @Override
  public void listUsage(ListUsageRequest request, StreamObserver<ListUsageResponse> out) {
    answer(
        out,
        () -> ListUsageResponse.newBuilder().addAllUsage(usage.list(request.getTenant())).build());
  }

  @Override
  public void renewNode(RenewNodeRequest request, StreamObserver<RenewNodeResponse> out) {
    answer(
        out,
        () -> {
          nodes.renew(request);
          return RenewNodeResponse.getDefaultInstance();
        });
  }

  @Override
  public void listNodes(ListNodesRequest request, StreamObserver<ListNodesResponse> out) {
    answer(
        out,
        () -> ListNodesResponse.newBuilder().addAllNodes(nodes.list(request.getCluster())).build());
  }

  @Override
  public void drainNodes(DrainNodesRequest request, StreamObserver<DrainNodesResponse> out) {
    answer(
        out,
        () -> {
          nodes.drain(request.getCluster(), request.getIdsList());
          return DrainNodesResponse.getDefaultInstance();
        });
  }

  @Override
  public void getStatus(GetStatusRequest request, StreamObserver<MetaStatus> out) {
    answer(out, () -> MemberMessages.status(group.status()));
  }

  @Override
  public void changeMembers(ChangeMembersRequest request, StreamObserver<MetaStatus> out) {
    answer(
        out,
        () -> {
          group.changeMembers(
              MemberMessages.members(request), MemberMessages.timeoutMillis(request));
          return MemberMessages.status(group.status());
        });
  }
}
