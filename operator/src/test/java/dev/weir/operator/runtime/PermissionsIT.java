package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.Kind;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.cluster.ComputeClusterStatus;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.GoldenYaml;
import dev.weir.operator.config.OperatorConfig;
import dev.weir.operator.config.WebhookConfig;
import dev.weir.operator.install.InstallManifest;
import dev.weir.operator.install.InstallSettings;
import dev.weir.operator.install.Permissions;
import dev.weir.operator.install.WebhookObjects;
import dev.weir.operator.warehouse.GoldenState;
import dev.weir.operator.warehouse.PartPasses;
import dev.weir.operator.warehouse.WarehouseNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rights that an installation gives the operator are enough for all that it does, and it uses
 * every one of them.
 */
@OnControlPlane
class PermissionsIT {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  /**
   * Rights that no request of this test uses: a plugin that some API servers have checks the first
   * two; the election refuses to begin without the third; and content is read again only after
   * somebody else has changed it at the same moment.
   */
  private static final Set<String> WITHOUT_REQUEST =
      Stream.concat(
              Stream.of(
                  "weir.dev/warehouses/finalizers update",
                  "weir.dev/computeclusters/finalizers update",
                  "coordination.k8s.io/leases update"),
              Arrays.stream(Kind.values())
                  .filter(Kind::isContent)
                  .map(kind -> "weir.dev/" + kind.plural() + " get"))
          .collect(Collectors.toSet());

  /** Asked for by the election, and open to everybody who is authenticated. */
  private static final String OWN_RIGHTS = "authorization.k8s.io/selfsubjectrulesreviews create";

  private final ControlPlane controlPlane = ControlPlane.shared();
  private final KubernetesClient admin = controlPlane.client();

  @TempDir Path folder;

  @Test
  void shouldNeedExactlyTheRightsThatItIsGiven() throws Exception {
    // Given an installation for one namespace
    String namespace = controlPlane.namespace("rights");
    String own = namespace + "-system";
    InstallSettings settings =
        new InstallSettings(
            own, "operator:1", "weir", "1", null, null, null, Set.of(namespace), 1, true);
    URI webhook = URI.create("https://127.0.0.1:" + freePort());
    for (HasMetadata object : InstallManifest.of(settings)) {
      if (object instanceof ValidatingWebhookConfiguration configuration) {
        // No pod listens behind the Service that it names.
        configuration
            .getWebhooks()
            .forEach(
                hook ->
                    hook.setClientConfig(
                        new WebhookClientConfigBuilder().withUrl(webhook.toString()).build()));
      }
      admin.resource(object).serverSideApply();
    }
    GoldenState.secretsOf("managed", namespace).forEach(secret -> admin.resource(secret).create());
    RecordedRequests requests = new RecordedRequests();
    OperatorConfig plain = RunningOperator.config(namespace);
    OperatorConfig config =
        new OperatorConfig(
            plain.imageRepository(),
            plain.imageTag(),
            plain.minioImage(),
            plain.postgresImage(),
            plain.watchedNamespaces(),
            own,
            "operator-0",
            true,
            plain.scaleDownWindow(),
            plain.npmRegistry(),
            new WebhookConfig("127.0.0.1", webhook.getPort(), webhook));
    // A Secret that is of no use, to be made anew.
    admin
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(WebhookObjects.SECRET)
                .withNamespace(own)
                .endMetadata()
                .build())
        .create();

    // When it does all that it does
    WarehouseNames names = new WarehouseNames(namespace, "team");
    try (TestingWeb web = new TestingWeb();
        TestingCatalog catalog = new TestingCatalog(admin, namespace, "team", folder);
        TestingGateway gateway =
            new TestingGateway(
                "scaled",
                () -> new PartPasses(admin).apply(names).token(),
                TestingTls.of(admin, names, WarehouseNames.GATEWAY));
        RunningOperator operator =
            new RunningOperator(
                limited(own, requests),
                config,
                catalog.addresses().withWeb(web.address()).withGateway(gateway.address()))) {
      awaitAnnouncement(own);
      issue(namespace);
      live(namespace, web);
      try (TestingKubelet unused = new TestingKubelet(admin, namespace);
          TestingNodes nodes =
              new TestingNodes(admin, names, "scaled", catalog.addresses().metaService(names, 0))) {
        scale(namespace, gateway, nodes);
      }
      prune(namespace);
      configuration(own).delete();
      assertThat(operator.isReady()).isTrue();
    }

    // Then
    Set<String> given = new TreeSet<>();
    given.addAll(flat(Permissions.inWatchedNamespaces()));
    given.addAll(flat(Permissions.inOwnNamespace()));
    given.addAll(flat(Permissions.ofWebhookInOwnNamespace()));
    given.addAll(flat(Permissions.ofWebhook(own)));
    given.removeAll(WITHOUT_REQUEST);
    Set<String> used = requests.all();
    used.remove(OWN_RIGHTS);
    assertThat(used).containsExactlyInAnyOrderElementsOf(given);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Afterwards the API server asks the operator. */
  private void awaitAnnouncement(String own) throws Exception {
    Eventually.holds(
        () -> {
          var told = configuration(own).require().getWebhooks().getFirst().getClientConfig();
          assertThat(told.getCaBundle()).isNotEmpty();
          assertThat(told.getUrl()).matches("https://127.0.0.1:[0-9]+/[0-9a-f]{32}");
        });
  }

  private Resource<ValidatingWebhookConfiguration> configuration(String own) {
    return admin
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(WebhookObjects.configuration(own));
  }

  /** A client with the rights of the operator's ServiceAccount and no others. */
  private KubernetesClient limited(String own, RecordedRequests requests) {
    String token =
        admin
            .serviceAccounts()
            .inNamespace(own)
            .withName(InstallManifest.NAME)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    Config server = admin.getConfiguration();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.getMasterUrl())
            .withCaCertData(server.getCaCertData())
            .withCaCertFile(server.getCaCertFile())
            .withOauthToken(token)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            builder -> builder.addOrReplaceInterceptor("recorded", requests))
        .build();
  }

  /** A Warehouse whose certificates the operator only asks for. */
  private void issue(String namespace) throws Exception {
    try (TestingIssuer issuer = new TestingIssuer(admin)) {
      var resource = admin.resource(IssuerIT.warehouse(namespace));
      var unused = resource.create();
      Eventually.holds(() -> assertThat(issuer.certificates(namespace)).hasSize(5));
      resource.delete();
    }
  }

  /** Makes, changes and deletes something of everything. */
  private void live(String namespace, TestingWeb web) throws Exception {
    admin
        .resource(
            new PriorityClassBuilder()
                .withNewMetadata()
                .withName("high")
                .endMetadata()
                .withValue(1000)
                .build())
        .serverSideApply();
    TestingResources.createWarehouse(admin, "managed", namespace);
    web.letIn("of-a-person");
    try (TestingKubelet unused = new TestingKubelet(admin, namespace)) {
      for (String kind : List.of("replicas", "nobody", "lasting")) {
        create(kind, kind, namespace);
      }
      content(namespace);
      Eventually.holds(() -> assertThat(web.stored()).hasSizeGreaterThan(1));
      awaitStatuses(namespace);
    }
    Eventually.holds(
        () ->
            assertThat(
                    admin
                        .network()
                        .v1()
                        .ingresses()
                        .inNamespace(namespace)
                        .withName("team-web")
                        .get())
                .isNotNull());
  }

  /** A node is added, and goes again when the catalog says that it has nothing to do. */
  private void scale(String namespace, TestingGateway gateway, TestingNodes nodes)
      throws Exception {
    create("autoscaling", "scaled", namespace);
    for (int queries : List.of(1, 5, 0)) {
      gateway.run(queries);
      Eventually.holds(
          () -> {
            nodes.renew();
            Deployment deployment =
                admin.apps().deployments().inNamespace(namespace).withName("scaled-compute").get();
            assertThat(deployment).isNotNull();
            assertThat(deployment.getSpec().getReplicas())
                .as("%s", status(namespace))
                .isEqualTo(queries > 1 ? 2 : 1);
          });
    }
  }

  private ComputeClusterStatus status(String namespace) {
    return admin
        .resources(ComputeCluster.class)
        .inNamespace(namespace)
        .withName("scaled")
        .get()
        .getStatus();
  }

  private void create(String golden, String name, String namespace) {
    ComputeCluster cluster = GoldenYaml.in("computecluster", golden, ComputeCluster.class);
    cluster.getMetadata().setNamespace(namespace);
    cluster.getMetadata().setName(name);
    cluster.getMetadata().setUid(null);
    admin
        .resource(
            Serialization.unmarshal(
                Serialization.asYaml(cluster).replace("name: \"local\"", "name: \"team\""),
                ComputeCluster.class))
        .create();
  }

  private void content(String namespace) {
    List<String> specs =
        List.of(
            "kind: Dashboard\nspec: {warehouseRef: {name: team}, computeClusterRef: {name: lasting}, title: T, charts: [{name: c, type: BigNumber, sql: SELECT 1 AS n, encoding: {value: n}}]}",
            "kind: Notebook\nspec: {warehouseRef: {name: team}, title: T, cells: [{name: a, type: Text, text: hello}]}",
            "kind: Report\nspec: {warehouseRef: {name: team}, title: T, schedule: {cron: '0 7 * * *'}, content: {dashboardRef: {name: d}}, recipients: [{mail: {to: [a@example.com]}}]}",
            "kind: Connection\nspec: {warehouseRef: {name: team}, type: PostgreSQL, host: h, database: d, secretRef: {name: s}}",
            "kind: WarehouseRole\nspec: {warehouseRef: {name: team}, members: [ada], grants: [{object: a, privileges: [Select]}]}",
            "kind: Table\nspec: {warehouseRef: {name: team}, namespace: a, columns: [{name: id, type: BIGINT, nullable: false}], primaryKey: [id]}");
    for (String spec : specs) {
      admin
          .resource(
              "apiVersion: weir.dev/v1alpha1\nmetadata: {name: one, namespace: "
                  + namespace
                  + "}\n"
                  + spec)
          .create();
    }
  }

  private void awaitStatuses(String namespace) throws Exception {
    for (Kind kind : Kind.values()) {
      Eventually.holds(
          () ->
              assertThat(admin.resources(kind.type()).inNamespace(namespace).list().getItems())
                  .as(kind.text())
                  .isNotEmpty()
                  .allSatisfy(
                      resource -> {
                        assertThat(resource.getStatus()).isNotNull();
                        if (kind.isContent()) {
                          assertThat(resource.getMetadata().getFinalizers())
                              .containsExactly("weir.dev/content");
                        }
                      }));
    }
  }

  /** What is wanted no more the operator deletes itself. */
  private void prune(String namespace) throws Exception {
    admin
        .resources(Warehouse.class)
        .inNamespace(namespace)
        .withName("team")
        .patch(
            MERGE,
            """
            {"spec":{"web":{"ingress":null,"replicas":1},
             "database":{"managed":null,"external":{"url":"jdbc:postgresql://p/weir"}}}}\
            """);
    Eventually.holds(
        () -> {
          assertThat(
                  admin
                      .network()
                      .v1()
                      .ingresses()
                      .inNamespace(namespace)
                      .withName("team-web")
                      .get())
              .isNull();
          assertThat(
                  admin
                      .apps()
                      .statefulSets()
                      .inNamespace(namespace)
                      .withName("team-database")
                      .get())
              .isNull();
        });
    admin
        .resources(ComputeCluster.class)
        .inNamespace(namespace)
        .withName("replicas")
        .patch(MERGE, "{\"spec\":{\"cache\":{\"storageClassName\":\"fast\"}}}");
    Eventually.holds(
        () ->
            assertThat(
                    admin
                        .apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName("replicas-compute")
                        .get())
                .isNull());
    admin.resources(Dashboard.class).inNamespace(namespace).withName("one").delete();
    Eventually.holds(
        () ->
            assertThat(
                    admin.resources(Dashboard.class).inNamespace(namespace).withName("one").get())
                .isNull());
  }

  private static Set<String> flat(List<PolicyRule> rules) {
    return rules.stream()
        .flatMap(
            rule ->
                rule.getResources().stream()
                    .flatMap(
                        resource ->
                            rule.getVerbs().stream()
                                .map(
                                    verb ->
                                        rule.getApiGroups().getFirst()
                                            + "/"
                                            + resource
                                            + " "
                                            + verb)))
        .collect(Collectors.toSet());
  }
}
