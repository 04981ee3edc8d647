package dev.weir.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.notebook.Notebook;
import dev.weir.operator.metrics.OperatorMetrics;
import dev.weir.operator.runtime.ControlPlane;
import dev.weir.operator.runtime.Eventually;
import dev.weir.operator.runtime.OnControlPlane;
import dev.weir.operator.runtime.TestingWebhook;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.prometheus.client.CollectorRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Certificates of the webhook come, go and are agreed on while a real API server asks. */
@OnControlPlane
class WebhookRotationIT {
  private static final Duration PERIOD = Duration.ofSeconds(2);
  private static final Duration API_SERVER_WAITS = Duration.ofSeconds(5);
  private static final Set<String> HOSTS = Set.of("127.0.0.1");

  private final ControlPlane controlPlane = ControlPlane.shared();
  private final KubernetesClient client = controlPlane.client();
  private final String namespace = controlPlane.namespace("rotation");

  private WebhookKeys stored() {
    return WebhookKeys.read(
            client
                .secrets()
                .inNamespace(namespace)
                .withName(WebhookSecret.NAME)
                .require()
                .getData())
        .orElseThrow();
  }

  /** Whether nobody was asked, other than because the machine is so slow that it took too long. */
  private boolean isPassed() {
    long begun = System.nanoTime();
    return !isRefused() && System.nanoTime() - begun < API_SERVER_WAITS.toNanos();
  }

  /** Whether the API server asked, and was answered. */
  private boolean isRefused() {
    Notebook notebook =
        Serialization.unmarshal(
            """
            apiVersion: weir.dev/v1alpha1
            kind: Notebook
            metadata: { name: n }
            spec: { warehouseRef: { name: w }, title: T, cells: [{ name: a, type: Text, text: hello }] }
            """,
            Notebook.class);
    try {
      var unused = client.resource(notebook).inNamespace(namespace).dryRun().create();
      return false;
    } catch (KubernetesClientException e) {
      return e.getMessage().contains("denied the request: no");
    }
  }

  @Test
  void shouldRenewEverythingWhileTheApiServerAsks() throws Exception {
    // Given an authority that is old and a certificate that is not new
    Instant now = Instant.now();
    WebhookSecret secret = new WebhookSecret(client, namespace);
    secret.agree(HOSTS, now.minus(Duration.ofDays(500)));
    AtomicReference<Instant> clock = new AtomicReference<>(now.minus(Duration.ofDays(70)));
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger passed = new AtomicInteger();
    Admission admission =
        new Admission(
            request -> Verdict.refused("no"),
            new OperatorMetrics(new CollectorRegistry()),
            Duration.ofSeconds(4));
    try (TestingWebhook api = new TestingWebhook(client, namespace);
        Webhook webhook =
            new Webhook(api.config(), namespace, client, admission, clock::get, PERIOD)) {
      webhook.start();
      Eventually.holds(() -> assertThat(isRefused()).isTrue());
      WebhookKeys first = stored();
      Thread asking =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!enough.get()) {
                      passed.addAndGet(isPassed() ? 1 : 0);
                      asked.incrementAndGet();
                    }
                  });
      try {
        // When it is time for another authority
        clock.set(now.minus(Duration.ofMinutes(20)));
        Eventually.holds(() -> assertThat(stored().bundle()).isNotEqualTo(first.bundle()));
        WebhookKeys second = stored();
        Eventually.holds(
            () ->
                assertThat(api.stored().getWebhooks().getFirst().getClientConfig().getCaBundle())
                    .isEqualTo(second.bundle()));

        // Then the old one is still trusted, and still shown
        assertThat(second.trust().former())
            .containsExactly(first.trust().authority().self().certificate());
        assertThat(second.serving()).isEqualTo(first.serving());

        // When that is known everywhere
        clock.set(now);
        Eventually.holds(() -> assertThat(stored().serving()).isNotEqualTo(first.serving()));

        // Then it signs, and nobody was turned away
        assertThat(stored().bundle()).isEqualTo(second.bundle());
        stored()
            .serving()
            .certificate()
            .verify(second.trust().authority().self().certificate().getPublicKey());
        int before = asked.get();
        Thread.sleep(PERIOD.multipliedBy(2));
        Eventually.holds(() -> assertThat(asked.get()).isGreaterThan(before + 2));
      } finally {
        enough.set(true);
        asking.join();
      }
      assertThat(passed).hasValue(0);
    }
  }

  @Test
  void shouldAgreeWithOtherOperators() throws Exception {
    // When several begin at once
    List<Callable<WebhookKeys>> operators = new ArrayList<>();
    Instant now = Instant.now();
    for (int i = 0; i < 6; i++) {
      operators.add(() -> new WebhookSecret(client, namespace).agree(HOSTS, now));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<WebhookKeys> fresh = results(threads.invokeAll(operators));

      // Then
      assertThat(fresh).extracting(WebhookKeys::toData).containsOnly(stored().toData());

      // When somebody breaks it, and they renew at once
      client
          .resource(
              new SecretBuilder(
                      client
                          .secrets()
                          .inNamespace(namespace)
                          .withName(WebhookSecret.NAME)
                          .require())
                  .withData(Map.of("path", Base64.getEncoder().encodeToString(bytes("x"))))
                  .build())
          .update();
      List<WebhookKeys> renewed = results(threads.invokeAll(operators));

      // Then
      assertThat(renewed).extracting(WebhookKeys::toData).containsOnly(stored().toData());
      assertThat(renewed.getFirst().path()).isNotEqualTo(fresh.getFirst().path());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static List<WebhookKeys> results(List<Future<WebhookKeys>> futures) throws Exception {
    List<WebhookKeys> results = new ArrayList<>();
    for (Future<WebhookKeys> future : futures) {
      results.add(future.get());
    }
    return results;
  }
}
