package dev.weir.meta.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.AddUsageRequest;
import dev.weir.contracts.meta.v1.AuthenticateRequest;
import dev.weir.contracts.meta.v1.ChangeMembersRequest;
import dev.weir.contracts.meta.v1.CreateTokenRequest;
import dev.weir.contracts.meta.v1.CreateTokenResponse;
import dev.weir.contracts.meta.v1.DeletePrincipalRequest;
import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.Grant;
import dev.weir.contracts.meta.v1.ListPrincipalsRequest;
import dev.weir.contracts.meta.v1.ListRelationsRequest;
import dev.weir.contracts.meta.v1.ListRolesRequest;
import dev.weir.contracts.meta.v1.ListTokensRequest;
import dev.weir.contracts.meta.v1.ListUsageRequest;
import dev.weir.contracts.meta.v1.Member;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.PutPrincipalRequest;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.meta.v1.ResolveRequest;
import dev.weir.contracts.meta.v1.ResolveResponse;
import dev.weir.contracts.meta.v1.RevokeTokenRequest;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.contracts.meta.v1.TableName;
import dev.weir.contracts.meta.v1.TokenInfo;
import dev.weir.contracts.meta.v1.Usage;
import dev.weir.meta.TestingMeta;
import dev.weir.meta.rest.TestingCalls;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetaServiceIT {
  private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.now());

  @TempDir static Path folder;
  private static TestingMeta meta;
  private static ManagedChannel channel;
  private static MetaServiceGrpc.MetaServiceBlockingStub service;
  private String ada;

  @BeforeAll
  static void startNode() {
    meta = TestingMeta.start(folder, new SettableClock(), new MetaConfig.Listen("127.0.0.1", 0));
    // Over the network, so that the errors travel as they do in a cluster.
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", meta.node().grpcPort().orElseThrow())
            .usePlaintext()
            .build();
    service = MetaServiceGrpc.newBlockingStub(channel);
    new TestingCalls(meta.node(), "default", "admin").createTable("default", "orders");
  }

  @AfterAll
  static void stopNode() {
    channel.shutdownNow();
    meta.close();
  }

  @BeforeEach
  void createPrincipal() {
    ada = "ada-" + UUID.randomUUID();
    service.putPrincipal(
        PutPrincipalRequest.newBuilder()
            .setPrincipal(
                Principal.newBuilder().setTenant("default").setName(ada).setDisplayName("Ada"))
            .build());
  }

  @Test
  void shouldKnowAPrincipalByItsToken() {
    CreateTokenResponse token = token(0);

    Principal principal = authenticate(token.getToken());

    assertThat(principal.getName()).isEqualTo(ada);
    assertThat(principal.getDisplayName()).isEqualTo("Ada");
    assertThat(principal.getAdmin()).isFalse();
    assertThat(token.getToken()).startsWith("weir_");
  }

  @Test
  void shouldRefuseATokenThatHasExpired() {
    CreateTokenResponse token = token(60);
    authenticate(token.getToken());

    NOW.updateAndGet(now -> now.plus(Duration.ofSeconds(60)));

    assertFails(() -> authenticate(token.getToken()), ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void shouldSayWhenATokenExpiresAndForgetItThen() {
    // Given one that expires in an hour
    CreateTokenResponse expiring = token(3_600);
    CreateTokenResponse lasting = token(0);
    assertThat(expiring.getExpiresEpochMillis() - expiring.getCreatedEpochMillis())
        .isEqualTo(3_600_000);
    assertThat(lasting.getExpiresEpochMillis()).isZero();

    // When the hour is over and another is made
    NOW.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    assertThat(ids()).contains(expiring.getTokenId());
    CreateTokenResponse next = token(60);

    // Then
    assertThat(ids())
        .contains(lasting.getTokenId(), next.getTokenId())
        .doesNotContain(expiring.getTokenId());
    assertThat(authenticate(lasting.getToken()).getName()).isEqualTo(ada);
  }

  @Test
  void shouldLimitTheTokensOfAPrincipalButNotThoseOfOthers() {
    // Given
    for (int i = 0; i < PrincipalStore.TOKENS_EACH_MAX; i++) {
      token(i == 0 ? 60 : 0);
    }

    // Then
    assertFails(() -> token(0), ErrorCode.BAD_REQUEST);
    service.createToken(
        CreateTokenRequest.newBuilder().setTenant("default").setPrincipal("admin").build());

    // When one has expired
    NOW.updateAndGet(now -> now.plus(Duration.ofMinutes(1)));

    // Then there is room
    token(0);
    assertFails(() -> token(0), ErrorCode.BAD_REQUEST);
    service.deletePrincipal(
        DeletePrincipalRequest.newBuilder().setTenant("default").setName(ada).build());
  }

  private static List<String> ids() {
    return service
        .listTokens(ListTokensRequest.newBuilder().setTenant("default").build())
        .getTokensList()
        .stream()
        .map(TokenInfo::getTokenId)
        .toList();
  }

  @Test
  void shouldRefuseATokenAtOnceThatWasRevoked() {
    // Given a token that is in the cache
    CreateTokenResponse token = token(0);
    authenticate(token.getToken());

    // When
    service.revokeToken(
        RevokeTokenRequest.newBuilder()
            .setTenant("default")
            .setTokenId(token.getTokenId())
            .build());

    // Then
    assertFails(() -> authenticate(token.getToken()), ErrorCode.UNAUTHENTICATED);
    assertFails(() -> authenticate("weir_made-up"), ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void shouldForgetATokenWithItsPrincipal() {
    CreateTokenResponse token = token(0);
    putRole("readers-" + ada, select("default", ""));

    service.deletePrincipal(
        DeletePrincipalRequest.newBuilder().setTenant("default").setName(ada).build());
    createAgain();

    assertFails(() -> authenticate(token.getToken()), ErrorCode.UNAUTHENTICATED);
    assertThat(
            service
                .listRoles(ListRolesRequest.newBuilder().setTenant("default").build())
                .getRolesList())
        .noneMatch(role -> role.getMembersList().contains(ada));
  }

  private void createAgain() {
    service.putPrincipal(
        PutPrincipalRequest.newBuilder()
            .setPrincipal(Principal.newBuilder().setTenant("default").setName(ada))
            .build());
  }

  @Test
  void shouldNotTellTokensWhenListingThem() {
    CreateTokenResponse token = token(0);

    String listed =
        service.listTokens(ListTokensRequest.newBuilder().setTenant("default").build()).toString();

    assertThat(listed).contains(token.getTokenId()).doesNotContain(token.getToken());
  }

  @Test
  void shouldResolveWithTheSumOfTheRoles() {
    // Given
    putRole("europe-" + ada, select("default.orders", "region = 'EU'"));
    putRole("us-" + ada, select("default", "region = 'US'"));

    // When
    ResolveResponse before = resolve("orders", "none");
    Relation orders = before.getRelations(0);

    // Then
    assertThat(orders.getKind()).isEqualTo(RelationKind.TABLE);
    assertThat(orders.hasSnapshotId()).isFalse();
    assertThat(orders.getPolicy().getPrivilegesList()).containsExactly(Privilege.SELECT);
    assertThat(orders.getPolicy().getRowFiltersList())
        .containsExactly("region = 'EU'", "region = 'US'");
    assertThat(before.getRelations(1).getKind()).isEqualTo(RelationKind.RELATION_KIND_UNSPECIFIED);
    assertThat(before.getRelations(1).getPolicy().getPrivilegesList()).isEmpty();
    assertThat(before.getRelations(1).getPolicy().getHash()).isNotEmpty();

    // And the hash moves with the policy, the version with the write
    putRole("us-" + ada, select("default", ""));
    ResolveResponse after = resolve("orders", "none");
    assertThat(after.getRelations(0).getPolicy().getRowFiltersList()).isEmpty();
    assertThat(after.getRelations(0).getPolicy().getHash())
        .isNotEqualTo(orders.getPolicy().getHash());
    assertThat(after.getVersion()).isGreaterThan(before.getVersion());
    assertThat(authenticate(token(0).getToken()).getRolesList())
        .containsExactly("europe-" + ada, "us-" + ada);
  }

  @Test
  void shouldNotTellOfATableThatIsNotGranted() {
    assertThat(resolve("orders").getRelations(0).getKind())
        .isEqualTo(RelationKind.RELATION_KIND_UNSPECIFIED);
    assertThat(listed()).isEmpty();

    putRole("readers-" + ada, select("default.orders", ""));

    assertThat(listed()).hasSize(1);
    assertThat(resolve("orders").getRelations(0).getUuid()).isNotEmpty();
  }

  @Test
  void shouldRefuseGrantsThatMeanNothing() {
    Grant.Builder noPrivilege = Grant.newBuilder().setObject("default");
    Grant.Builder filterWithoutSelect =
        Grant.newBuilder()
            .setObject("default")
            .addPrivileges(Privilege.UPDATE)
            .setRowFilter("a = 1");
    Grant.Builder malformed = select("default..orders", "");

    assertFails(() -> putRole("r", noPrivilege), ErrorCode.BAD_REQUEST);
    assertFails(() -> putRole("r", filterWithoutSelect), ErrorCode.BAD_REQUEST);
    assertFails(() -> putRole("r", malformed), ErrorCode.BAD_REQUEST);
  }

  @Test
  void shouldSetMembershipInOnePlace() {
    putRole("readers-" + ada, select("default", ""));
    Principal asAnswered = authenticate(token(0).getToken());

    assertThat(put(asAnswered.toBuilder().setDisplayName("Ada L.").build()).getRolesList())
        .containsExactly("readers-" + ada);
    assertFails(() -> put(asAnswered.toBuilder().addRoles("zz").build()), ErrorCode.BAD_REQUEST);
  }

  private static Principal put(Principal principal) {
    return service.putPrincipal(PutPrincipalRequest.newBuilder().setPrincipal(principal).build());
  }

  @Test
  void shouldCountUsageOnce() {
    AddUsageRequest batch =
        AddUsageRequest.newBuilder()
            .setTenant("default")
            .setIdempotencyKey(UUID.randomUUID().toString())
            .addDeltas(Usage.newBuilder().setPrincipal(ada).setQueries(3).setCpuMillis(7))
            .build();

    service.addUsage(batch);
    service.addUsage(batch);
    service.addUsage(batch.toBuilder().setIdempotencyKey(UUID.randomUUID().toString()).build());

    assertThat(
            service
                .listUsage(ListUsageRequest.newBuilder().setTenant("default").build())
                .getUsageList())
        .contains(Usage.newBuilder().setPrincipal(ada).setQueries(6).setCpuMillis(14).build());
    assertFails(
        () ->
            service.addUsage(
                batch.toBuilder().setDeltas(0, Usage.newBuilder().setPrincipal(ada)).build()),
        ErrorCode.BAD_REQUEST);
  }

  @Test
  void shouldSayWhatIsNotThere() {
    assertFails(
        () ->
            service.createToken(
                CreateTokenRequest.newBuilder()
                    .setTenant("default")
                    .setPrincipal("nobody")
                    .build()),
        ErrorCode.RESOURCE_NOT_FOUND);
    assertFails(
        () -> put(Principal.newBuilder().setTenant("none").setName("x").build()),
        ErrorCode.RESOURCE_NOT_FOUND);
    assertFails(
        () ->
            service.resolve(
                ResolveRequest.newBuilder().setTenant("default").setPrincipal("nobody").build()),
        ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void shouldTellItsStatus() {
    assertThat(service.getStatus(GetStatusRequest.getDefaultInstance()).getLeaderId())
        .isEqualTo("meta-0");
    assertThat(
            service
                .listPrincipals(ListPrincipalsRequest.newBuilder().setTenant("default").build())
                .getPrincipalsList())
        .anyMatch(principal -> principal.getName().equals(ada))
        .anyMatch(Principal::getAdmin);
  }

  @Test
  void shouldRefuseToChangeTheMembersOfALaptop() {
    ChangeMembersRequest.Builder three = ChangeMembersRequest.newBuilder();
    for (String id : List.of("meta-0", "meta-1", "meta-2")) {
      three.addMembers(Member.newBuilder().setId(id).setHost("127.0.0.1").setPort(7000));
    }

    assertFails(() -> service.changeMembers(three.build()), ErrorCode.BAD_REQUEST);
    assertFails(
        () -> service.changeMembers(three.clone().removeMembers(0).build()), ErrorCode.BAD_REQUEST);
    assertFails(
        () ->
            service.changeMembers(
                three.clone().setMembers(0, Member.newBuilder().setId("meta-0")).build()),
        ErrorCode.BAD_REQUEST);
    assertThat(service.getStatus(GetStatusRequest.getDefaultInstance()).getPeerIdsList())
        .containsExactly("meta-0");
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure -> {
              WeirException known = MetaErrors.fromStatus(failure);
              assertThat(known.code()).isEqualTo(code);
              assertThat(known).hasMessageNotContaining("weir_");
            });
  }

  private CreateTokenResponse token(long lifetimeSeconds) {
    return service.createToken(
        CreateTokenRequest.newBuilder()
            .setTenant("default")
            .setPrincipal(ada)
            .setLifetimeSeconds(lifetimeSeconds)
            .setLabel("laptop")
            .build());
  }

  private static Principal authenticate(String token) {
    return service.authenticate(AuthenticateRequest.newBuilder().setToken(token).build());
  }

  private void putRole(String name, Grant.Builder grant) {
    service.putRole(
        Role.newBuilder()
            .setTenant("default")
            .setName(name)
            .addMembers(ada)
            .addGrants(grant)
            .build());
  }

  private static Grant.Builder select(String object, String filter) {
    return Grant.newBuilder()
        .setObject(object)
        .addPrivileges(Privilege.SELECT)
        .setRowFilter(filter);
  }

  private ResolveResponse resolve(String... names) {
    ResolveRequest.Builder request =
        ResolveRequest.newBuilder().setTenant("default").setPrincipal(ada);
    for (String name : names) {
      request.addNames(TableName.newBuilder().addNamespace("default").setName(name));
    }
    return service.resolve(request.build());
  }

  private List<Relation> listed() {
    return service
        .listRelations(
            ListRelationsRequest.newBuilder().setTenant("default").setPrincipal(ada).build())
        .getRelationsList();
  }

  private static final class SettableClock extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return NOW.get();
    }
  }
}
