package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.ListPrincipalsRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.PutPrincipalRequest;
import dev.weir.contracts.part.PartTls;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.warehouse.Addresses.HostPort;
import dev.weir.operator.warehouse.WarehouseNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalog whose members are real, and pods that are said to be ready. */
@OnControlPlane
class MembershipIT {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final String NAME = "local";

  private final ControlPlane controlPlane = ControlPlane.shared();
  private final KubernetesClient client = controlPlane.client();

  @TempDir Path folder;
  private String namespace;
  private TestingCatalog catalog;
  private TestingKubelet kubelet;
  private RunningOperator operator;

  @BeforeEach
  void start() throws Exception {
    namespace = controlPlane.namespace("members");
    catalog = new TestingCatalog(client, namespace, NAME, folder);
    kubelet = new TestingKubelet(client, namespace);
    operator = new RunningOperator(controlPlane, namespace, catalog.addresses());
    TestingResources.createWarehouse(client, "development", namespace);
  }

  @AfterEach
  void stop() throws Exception {
    operator.close();
    kubelet.close();
    catalog.close();
  }

  private Warehouse warehouse() {
    return client.resources(Warehouse.class).inNamespace(namespace).withName(NAME).get();
  }

  private void awaitReadyWith(int members) throws Exception {
    Eventually.holds(
        () -> {
          Warehouse warehouse = warehouse();
          assertThat(warehouse.getStatus()).isNotNull();
          Condition ready =
              warehouse.getStatus().conditions().stream()
                  .filter(condition -> condition.type().equals("Ready"))
                  .findFirst()
                  .orElseThrow();
          assertThat(ready.status()).as(ready.message()).isEqualTo("True");
          assertThat(ready.observedGeneration()).isEqualTo(warehouse.getMetadata().getGeneration());
          assertThat(catalog.running()).isEqualTo(members);
          assertThat(catalog.peers(0)).hasSize(members);
        });
  }

  private Condition condition(String type) {
    return warehouse().getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private void scale(int members) {
    client
        .resources(Warehouse.class)
        .inNamespace(namespace)
        .withName(NAME)
        .patch(MERGE, "{\"spec\":{\"meta\":{\"replicas\":" + members + "}}}");
  }

  private <T> T call(Function<MetaServiceGrpc.MetaServiceBlockingStub, T> call) {
    WarehouseNames names = new WarehouseNames(namespace, NAME);
    HostPort first = catalog.addresses().metaServices().getFirst();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(
                first.host(),
                first.port(),
                PartTls.ofClient(TestingTls.of(client, names, WarehouseNames.OPERATOR)))
            .overrideAuthority(names.metaName())
            .build();
    try {
      return call.apply(
          MetaServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS));
    } finally {
      channel.shutdownNow();
    }
  }

  private void write(String principal) {
    var unused =
        call(
            meta ->
                meta.putPrincipal(
                    PutPrincipalRequest.newBuilder()
                        .setPrincipal(
                            Principal.newBuilder().setTenant("default").setName(principal))
                        .setOnlyNew(true)
                        .build()));
  }

  private List<String> written() {
    return call(
        meta ->
            meta
                .listPrincipals(ListPrincipalsRequest.newBuilder().setTenant("default").build())
                .getPrincipalsList()
                .stream()
                .map(Principal::getName)
                .toList());
  }

  private String found() {
    return client
        .configMaps()
        .inNamespace(namespace)
        .withName(NAME + "-meta-group")
        .get()
        .getData()
        .getOrDefault("found", "");
  }

  @Test
  void shouldFollowTheReplicasFromOneToThreeToFiveToThree() throws Exception {
    // Given
    awaitReadyWith(1);
    assertThat(warehouse().getStatus().metaFounded()).isTrue();
    assertThat(found()).isEmpty();
    List<String> written = new ArrayList<>();

    // When
    for (int members : new int[] {3, 5, 3}) {
      String principal = "before-" + written.size();
      write(principal);
      written.add(principal);
      scale(members);
      awaitReadyWith(members);

      // Then
      assertThat(written()).containsAll(written);
    }
    assertThat(warehouse().getStatus().parts())
        .anySatisfy(
            part -> {
              assertThat(part.name()).isEqualTo("meta");
              assertThat(part.readyReplicas()).isEqualTo(3);
            });
  }

  private void awaitReadyMembers(int ready) throws Exception {
    Eventually.holds(
        () ->
            assertThat(
                    client
                        .apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withName(NAME + "-meta")
                        .get()
                        .getStatus()
                        .getReadyReplicas())
                .isEqualTo(ready));
  }

  @Test
  void shouldTakeInAMemberThatLostItsDiskAndNeverFoundASecondGroup() throws Exception {
    // Given
    awaitReadyWith(1);
    scale(3);
    awaitReadyWith(3);
    write("kept");
    Set<String> before = new HashSet<>(catalog.peers(1));

    // When the founder's own disk is lost with its pod
    kubelet.breakDown(NAME + "-meta-0");
    catalog.loseDisk(0);
    awaitReadyMembers(2);
    kubelet.repair(NAME + "-meta-0");

    // Then
    Eventually.holds(
        () -> {
          assertThat(catalog.running()).isEqualTo(3);
          Set<String> now = new HashSet<>(catalog.peers(1));
          assertThat(now).hasSize(3).isNotEqualTo(before);
          assertThat(new HashSet<>(catalog.peers(0))).isEqualTo(now);
        });
    assertThat(written()).contains("kept");
    assertThat(
            call(meta -> meta.getStatus(GetStatusRequest.getDefaultInstance())).getPeerIdsCount())
        .isEqualTo(3);
  }

  @Test
  void shouldBeDegradedWhileAPodIsMissing() throws Exception {
    // Given
    awaitReadyWith(1);
    scale(3);
    awaitReadyWith(3);

    // When
    kubelet.breakDown(NAME + "-meta-2");

    // Then
    Eventually.holds(
        () -> {
          assertThat(condition("Degraded").status()).isEqualTo("True");
          assertThat(condition("Ready").reason()).isEqualTo("ReplicasMissing");
          assertThat(condition("Ready").message()).contains("meta 2 of 3 ready");
        });

    // When
    kubelet.repair(NAME + "-meta-2");

    // Then
    awaitReadyWith(3);
    assertThat(condition("Degraded").status()).isEqualTo("False");
  }

  @Test
  void shouldWriteNothingWhileEverythingIsAsItShouldBe() throws Exception {
    // Given
    awaitReadyWith(1);
    Map<String, String> versions = versions();

    // When a new operator looks at everything
    operator.close();
    operator = new RunningOperator(controlPlane, namespace, catalog.addresses());
    Eventually.holds(() -> assertThat(operator.succeeded("Warehouse")).isPositive());

    // Then
    assertThat(versions()).isEqualTo(versions);
    assertThat(operator.writes()).isZero();
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    client
        .apps()
        .statefulSets()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(
            set ->
                versions.put(set.getMetadata().getName(), set.getMetadata().getResourceVersion()));
    versions.put("warehouse", warehouse().getMetadata().getResourceVersion());
    return versions;
  }
}
