package dev.weir.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.crds.warehouse.WarehouseStatus;
import dev.weir.e2e.cluster.image.WeirImages;
import dev.weir.e2e.cluster.ingress.Contour;
import dev.weir.e2e.cluster.pki.CertificateAuthority;
import dev.weir.e2e.cluster.process.Command;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as its reader does it, reached by its host through a real ingress controller. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OnNodes
class IngressE2E {
  private static final Path CLONE = Path.of(System.getProperty("weir.root"));
  private static final String NAMESPACE = "default";
  private static final String HOST = "weir.example.com";
  private static final String REPOSITORY =
      WeirImages.SERVER.substring(0, WeirImages.SERVER.lastIndexOf(':'));

  /** Longer than proxies wait for an answer when nobody tells them to: Envoy 15 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(18);

  private final CertificateAuthority authority = new CertificateAuthority("Example authority");

  @TempDir static Path folder;
  private OperatedCluster operated;
  private KubernetesClient client;
  private Stack stack;
  private Contour contour;
  private HostDoor door;
  private String token;

  @BeforeAll
  void start() {
    operated = OperatedCluster.shared();
    client = operated.client();
    stack = new Stack(operated, NAMESPACE, "lake");
    double begun = operated.seconds();
    contour = Contour.install(operated.cluster(), client, operated.binaries());
    operated.figure("images and manifest of Contour", begun);
    putCertificate();
  }

  @AfterAll
  void leave() {
    if (contour != null) {
      double begun = operated.seconds();
      contour.uninstall();
      stack.delete();
      operated.figure("quickstart deleted to nothing left", begun);
    }
  }

  /** As somebody does who has no cert-manager. */
  private void putCertificate() {
    authority.server("CN=" + HOST, List.of(HOST), List.of()).write(folder, HOST);
    kubectl(
        "create",
        "secret",
        "tls",
        "weir-tls",
        "--cert=" + folder.resolve(HOST + ".crt"),
        "--key=" + folder.resolve(HOST + ".key"));
  }

  private void kubectl(String... arguments) {
    Command.of(operated.binaries().kubectl().toString())
        .and(arguments)
        .with("KUBECONFIG", operated.cluster().kubeconfig().toString())
        .in(CLONE)
        .run("do what the reader does");
  }

  @Test
  @Order(10)
  void shouldServeTheQuickstartAtItsHostOverTls() throws Exception {
    double applied = operated.seconds();
    Readme readme = new Readme(operated);
    List<String> printed = new ArrayList<>();
    for (String command : Readme.commands()) {
      printed.add(readme.type(command));
      operated.figure("typed until done: " + command, applied);
    }

    stack.awaitReady();
    token = stack.adminToken();
    assertThat(printed).anyMatch(text -> text.contains("Ready=True"));
    assertThat(printed).anyMatch(text -> text.contains("42"));
    assertThat(printed.getLast().strip()).isEqualTo(token);
    contour.awaitReady();
    door = HostDoor.trusting(authority.self(), HOST, contour.forwardHttp(), contour.forwardHttps());

    assertThat(door.get("/")).startsWith("HTTP/1.1 200").contains("<title>");
    operated.figure("kubectl apply to the page by its host over TLS", applied);
    WarehouseStatus status =
        client.resources(Warehouse.class).inNamespace(NAMESPACE).withName("lake").get().getStatus();
    assertThat(status.url()).isEqualTo("https://" + HOST);
    assertThat(status.catalogUrl()).isEqualTo("https://" + HOST + "/iceberg");
  }

  @Test
  @Order(20)
  void shouldShowACertificateForThatHostAloneFromAnAuthorityThatIsTrusted() {
    HostDoor stranger =
        HostDoor.trusting(
            new CertificateAuthority("Another one").self(),
            HOST,
            door.httpPort(),
            door.httpsPort());

    assertThatThrownBy(() -> stranger.get("/"))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("certification path");
    assertThatThrownBy(() -> door.at("other.example.com").get("/")).isInstanceOf(IOException.class);
  }

  @Test
  @Order(30)
  void shouldSendWhoComesWithoutTlsThere() throws IOException {
    for (String path : List.of("/", "/d/on-time?x=1", "/api/v1/status", "/iceberg/v1/config")) {
      assertThat(door.plain(path))
          .startsWith("HTTP/1.1 301")
          .containsIgnoringCase("\r\nlocation: https://" + HOST + path + "\r\n");
    }
    assertThat(door.plain("/api/v1/live")).startsWith("HTTP/1.1 301");
  }

  @Test
  @Order(40)
  void shouldAnswerToItsOwnNameAndToWhoIsKnown() throws IOException {
    assertThat(door.at("other.example.com").plain("/")).startsWith("HTTP/1.1 404");
    for (String path : List.of("/api/v1/status", "/iceberg/v1/config")) {
      assertThat(door.get(path)).as(path).startsWith("HTTP/1.1 401");
      assertThat(door.get(path, "of-nobody")).as(path).startsWith("HTTP/1.1 401");
    }
    assertThat(door.get("/api/v1/status", token)).startsWith("HTTP/1.1 200");
  }

  @Test
  @Order(50)
  void shouldServeTheCatalogToOtherTools() throws Exception {
    try (WebPort web = stack.web()) {
      web.sql("CREATE TABLE harbours (name VARCHAR, depth INTEGER, PRIMARY KEY (name))");
      web.sql("INSERT INTO harbours VALUES ('Hamburg', 15), ('Rotterdam', 24)");
    }

    assertThat(door.get("/iceberg/v1/config", token)).startsWith("HTTP/1.1 200");
    assertThat(door.get("/iceberg/v1/namespaces/default/tables/harbours", token))
        .startsWith("HTTP/1.1 200")
        .contains("\"metadata-location\"", "\"depth\"");
  }

  @Test
  @Order(60)
  @DisabledIfEnvironmentVariable(
      named = "WEIR_SKIP_BROWSER",
      matches = "1",
      disabledReason = "there is no Chromium; ./weir test names it at its end")
  void shouldBeUsedInARealChromium() throws IOException {
    Path certificate = folder.resolve("authority.crt");
    Files.write(certificate, authority.self().certificatePem());
    double begun = operated.seconds();

    Command.of("bash", "web/ui/e2e/run.sh", "e2e/ingress/ingress.e2e.mjs")
        .in(CLONE)
        .with("WEIR_URL", "https://" + HOST)
        .with("WEIR_HTTPS_PORT", Integer.toString(door.httpsPort()))
        .with("WEIR_TOKEN", token)
        .with("WEIR_CA", certificate.toString())
        .follow("use the app in Chromium", System.out::println);

    operated.figure("four visits by Chromium", begun);
  }

  @Test
  @Order(70)
  void shouldKeepACallOpenWhileTheClusterSleeps() throws Exception {
    stack.patch(ComputeCluster.class, "default", "{\"spec\":{\"suspend\":true}}");
    stack.awaitPods("compute", 0);
    String id;
    try (WebPort web = stack.web()) {
      id = web.submit("SELECT sum(depth) FROM harbours");
    }

    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> events =
          thread.submit(() -> door.get("/api/v1/queries/" + id + "/events", token));
      OperatorPod.Usage then = operated.operator().usage();
      TimeUnit.MILLISECONDS.sleep(PATIENCE.toMillis());
      operated.usage("while the cluster sleeps", then);
      stack.patch(ComputeCluster.class, "default", "{\"spec\":{\"suspend\":false}}");

      assertThat(events.get(2, TimeUnit.MINUTES))
          .startsWith("HTTP/1.1 200")
          .contains("\"SUCCEEDED\"");
    }
  }

  /** One pod of each part: each is there twice for a while, and the old one goes in peace. */
  @Test
  @Order(80)
  void shouldAnswerEverythingWhileAnotherVersionComesAndTheOperatorIsKilled() throws Exception {
    List<String> pages = List.of("/", "/queries", "/dashboards", "/catalog", "/api/v1/status");
    operated
        .cluster()
        .load(new WeirImages(CLONE, operated.binaries()).server().named(REPOSITORY + ":next"));
    try (SteadyLoad requests =
            new SteadyLoad(
                20,
                number -> {
                  String page = pages.get(number % pages.size());
                  assertThat(door.get(page, token)).as(page).startsWith("HTTP/1.1 200");
                });
        SteadyLoad queries =
            new SteadyLoad(
                5,
                number ->
                    assertThat(
                            door.query(
                                "SELECT sum(depth) + %d FROM harbours".formatted(number), token))
                        .contains("[[" + (39 + number) + "]]"))) {
      TimeUnit.SECONDS.sleep(2);
      double begun = operated.seconds();

      stack.patch(Warehouse.class, "lake", "{\"spec\":{\"image\":{\"tag\":\"next\"}}}");

      stack.await(pods -> pods.stream().allMatch(IngressE2E::isNext), "meta");
      operated.killOperator();
      for (String component : List.of("gateway", "compute", "web")) {
        stack.await(
            pods ->
                !pods.isEmpty()
                    && pods.stream()
                        .allMatch(pod -> Readiness.isPodReady(pod) && IngressE2E.isNext(pod)),
            component);
      }
      operated.figure("another version of every part, operator killed meanwhile", begun);
      stack.awaitReady();
      requests.close();
      queries.close();
      System.out.printf("FIGURE meanwhile: requests %s; queries %s%n", requests, queries);
      assertThat(requests.failures()).as("requests of " + requests.made()).isEmpty();
      assertThat(queries.failures()).as("queries of " + queries.made()).isEmpty();
    }
  }

  private static boolean isNext(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getImage().equals(REPOSITORY + ":next");
  }
}
