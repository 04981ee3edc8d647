package dev.weir.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.operator.metrics.OperatorMetrics;
import dev.weir.operator.tls.CertificateAuthority;
import dev.weir.operator.tls.CertificateRequest;
import dev.weir.operator.tls.Credential;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door with a client over TLS. */
class AdmissionDoorIT {
  private static final String PATH = "/secret";
  private static final String REVIEW =
      """
      {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
       "kind":{"group":"weir.dev","kind":"Dashboard"},"object":{"metadata":{"name":"a"},"spec":{}}}}
      """;

  private final CertificateAuthority authority =
      CertificateAuthority.create("test", Instant.now(), Duration.ofDays(1));
  private final CountDownLatch go = new CountDownLatch(1);
  private final Semaphore arrived = new Semaphore(0);
  private volatile boolean waiting;
  private Admission admission;
  private AdmissionDoor door;
  private HttpClient client;
  private URI base;

  @BeforeEach
  void start() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    admission =
        new Admission(
            this::check, new OperatorMetrics(new CollectorRegistry()), Duration.ofMinutes(1));
    door = new AdmissionDoor(new InetSocketAddress("127.0.0.1", port), admission);
    door.use(credential(), PATH);
    base = URI.create("https://127.0.0.1:" + port);
    client = client();
  }

  @AfterEach
  void stop() {
    go.countDown();
    client.close();
    door.close();
    admission.close();
  }

  private Verdict check(AdmissionRequest request) {
    arrived.release();
    try {
      if (waiting) {
        go.await();
      }
    } catch (InterruptedException e) {
      return Verdict.unchecked("interrupted");
    }
    return Verdict.refused("no");
  }

  private Credential credential() {
    return authority.issue(
        new CertificateRequest(
            "door",
            CertificateRequest.Usage.SERVER,
            Set.of(),
            Set.of("127.0.0.1"),
            Duration.ofHours(1)),
        Instant.now());
  }

  private HttpClient client() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null);
    trusted.setCertificateEntry("ca", authority.self().certificate());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build();
  }

  private HttpRequest post(String path, BodyPublisher body) {
    return HttpRequest.newBuilder(base.resolve(path)).POST(body).build();
  }

  private int status(HttpRequest request) throws Exception {
    try {
      return client.send(request, BodyHandlers.ofString()).statusCode();
    } catch (IOException e) {
      return 413; // closed without reading the rest, as it may be
    }
  }

  private static String padded(int bytes) {
    return REVIEW + " ".repeat(bytes - REVIEW.length());
  }

  private BigInteger shownTo(HttpClient of) throws Exception {
    HttpResponse<String> answer =
        of.send(post(PATH, BodyPublishers.ofString(REVIEW)), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return ((X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0])
        .getSerialNumber();
  }

  @Test
  void shouldAnswerWhoeverKnowsThePath() throws Exception {
    // When
    HttpResponse<String> answer =
        client.send(post(PATH, BodyPublishers.ofString(REVIEW)), BodyHandlers.ofString());

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new ObjectMapper().readTree(answer.body()).at("/response/status/message").asText())
        .isEqualTo("no");
    assertThat(status(post("/", BodyPublishers.ofString(REVIEW)))).isEqualTo(404);
    assertThat(status(post(PATH + "/", BodyPublishers.ofString(REVIEW)))).isEqualTo(404);
    assertThat(status(HttpRequest.newBuilder(base.resolve(PATH)).build())).isEqualTo(405);
    assertThat(status(post(PATH, BodyPublishers.ofString("{")))).isEqualTo(400);
    assertThat(status(post(PATH, BodyPublishers.ofString("")))).isEqualTo(400);
    assertThat(status(post(PATH, BodyPublishers.ofString("{}")))).isEqualTo(400);
  }

  @Test
  void shouldReadNoMoreThanAResourceNeeds() throws Exception {
    byte[] huge = padded(AdmissionDoor.BODY_BYTES_MAX + 1).getBytes();

    assertThat(status(post(PATH, BodyPublishers.ofByteArray(huge)))).isEqualTo(413);
    assertThat(
            status(post(PATH, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge)))))
        .isEqualTo(413);
    assertThat(arrived.availablePermits()).isZero();
    assertThat(status(post(PATH, BodyPublishers.ofString(padded(AdmissionDoor.BODY_BYTES_MAX)))))
        .isEqualTo(200);
  }

  @Test
  void shouldTakeNoMoreAtOnceThanThereIsMemoryFor() throws Exception {
    // Given as many as there may be, in work
    waiting = true;
    int most = AdmissionDoor.ALL_BYTES_MAX / AdmissionDoor.BODY_BYTES_MAX;
    String large = padded(AdmissionDoor.BODY_BYTES_MAX);
    List<CompletableFuture<HttpResponse<String>>> inWork = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      inWork.add(
          client.sendAsync(post(PATH, BodyPublishers.ofString(large)), BodyHandlers.ofString()));
    }
    arrived.acquire(most);

    // When
    int refused = status(post(PATH, BodyPublishers.ofString(REVIEW)));
    waiting = false;
    go.countDown();

    // Then
    assertThat(refused).isEqualTo(503);
    for (CompletableFuture<HttpResponse<String>> each : inWork) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }
    assertThat(status(post(PATH, BodyPublishers.ofString(REVIEW)))).isEqualTo(200);
  }

  @Test
  void shouldShowAnotherCertificateWithoutARestart() throws Exception {
    // Given a connection that stays
    BigInteger first = shownTo(client);

    // When
    Credential second = credential();
    door.use(second, PATH);

    // Then
    assertThat(shownTo(client)).isEqualTo(first);
    try (HttpClient other = client()) {
      assertThat(shownTo(other)).isEqualTo(second.certificate().getSerialNumber());
    }
  }
}
