package dev.weir.operator.admission;

import dev.weir.operator.apply.Labels;
import dev.weir.operator.config.WebhookConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhook of one operator: its door, and a look every minute whether its certificate is to be
 * renewed or another operator has done so. Every operator answers, whether it leads or not. Started
 * once, stopped once.
 */
public final class Webhook implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

  private final WebhookSecret secret;
  private final WebhookAnnouncement announcement;
  private final Set<String> hosts;
  private final Duration period;
  private final InstantSource clock;
  private final Admission admission;
  private final AdmissionDoor door;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("webhook-certificate").daemon().factory());

  /**
   * Takes the port.
   *
   * @param namespace of the operator
   * @param client which the caller closes after this
   * @param admission which this closes
   * @throws dev.weir.contracts.error.WeirException PORT_IN_USE
   */
  public Webhook(
      WebhookConfig config,
      String namespace,
      KubernetesClient client,
      Admission admission,
      InstantSource clock) {
    this(config, namespace, client, admission, clock, LOOK);
  }

  /**
   * @param period after which it is looked again whether something is to be renewed
   */
  Webhook(
      WebhookConfig config,
      String namespace,
      KubernetesClient client,
      Admission admission,
      InstantSource clock,
      Duration period) {
    this.clock = clock;
    this.period = period;
    this.hosts = hosts(config, namespace);
    this.secret = new WebhookSecret(client, namespace);
    this.announcement = new WebhookAnnouncement(client, namespace, config.url());
    this.admission = admission;
    this.door = new AdmissionDoor(new InetSocketAddress(config.host(), config.port()), admission);
  }

  private static Set<String> hosts(WebhookConfig config, String namespace) {
    if (config.url() != null) {
      return Set.of(written(config.url().getHost()));
    }
    String service = Labels.OPERATOR + "." + namespace + ".svc";
    return Set.of(service, service + ".cluster.local");
  }

  /** As certificates write it: addresses in full. */
  private static String written(String host) {
    String plain = host.replaceAll("[\\[\\]]", "");
    return WebhookKeys.isAddress(plain) ? InetAddress.ofLiteral(plain).getHostAddress() : plain;
  }

  /** Opens the door as soon as there is a certificate. Waits for nothing. */
  public void start() {
    timer.execute(this::look);
  }

  private void look() {
    Duration next = RETRY;
    try {
      WebhookKeys keys = secret.agree(hosts, clock.instant());
      // Before it is shown: what is shown is trusted then.
      announcement.announce(keys);
      door.use(keys.serving(), keys.path());
      next = period;
    } catch (RuntimeException e) {
      LOG.warn("webhook has no certificate yet, tried again error={}", e.toString());
    }
    if (!timer.isShutdown()) {
      var unused = timer.schedule(this::look, next.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The API server asks in vain from now on, and goes on without. */
  @Override
  public void close() {
    timer.shutdownNow();
    door.close();
    admission.close();
  }
}
