package dev.weir.operator.runtime;

import dev.weir.operator.admission.Admission;
import dev.weir.operator.admission.SpecificationChecks;
import dev.weir.operator.admission.Webhook;
import dev.weir.operator.apply.Events;
import dev.weir.operator.apply.ObjectApplier;
import dev.weir.operator.apply.Pause;
import dev.weir.operator.apply.Transitions;
import dev.weir.operator.compute.ComputeClusterReconciler;
import dev.weir.operator.compute.DemandEvents;
import dev.weir.operator.config.OperatorConfig;
import dev.weir.operator.content.ClusterFiles;
import dev.weir.operator.content.ConnectionReconciler;
import dev.weir.operator.content.ContentPipeline;
import dev.weir.operator.content.DashboardReconciler;
import dev.weir.operator.content.NotebookReconciler;
import dev.weir.operator.content.NpmRegistry;
import dev.weir.operator.content.ReportReconciler;
import dev.weir.operator.content.TableReconciler;
import dev.weir.operator.content.WarehouseApis;
import dev.weir.operator.content.WarehouseRoleReconciler;
import dev.weir.operator.membership.MetaGroup;
import dev.weir.operator.metrics.OperatorMetrics;
import dev.weir.operator.scaling.Autoscaler;
import dev.weir.operator.scaling.ComputeNodes;
import dev.weir.operator.scaling.DeletionCosts;
import dev.weir.operator.scaling.DemandFeed;
import dev.weir.operator.warehouse.Addresses;
import dev.weir.operator.warehouse.PartPasses;
import dev.weir.operator.warehouse.WarehouseReconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator: every reconciler, over one client. Of several that run beside one another one
 * reconciles, and the others stand by with their caches filled. Started once, stopped once.
 */
public final class WeirOperator implements AutoCloseable {
  /** The Lease that is held by the one that reconciles. */
  public static final String LEASE = "weir-operator";

  /** Everything is looked at again after this long, whatever the watches said. */
  private static final Duration RESYNC = Duration.ofMinutes(10);

  /** Of one resource: demand can change faster than anything can be done about it. */
  private static final int RATE_MAX = 10;

  private static final Duration RATE_PERIOD = Duration.ofSeconds(1);

  /** Reconciles at once; they wait for others most of the time. */
  private static final int THREADS = 16;

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration RETRY_MIN = Duration.ofMillis(500);
  private static final Duration RETRY_MAX = Duration.ofMinutes(1);

  private final Operator operator;
  private final WarehouseApis apis;
  private final DemandFeed feed;
  private final @Nullable Webhook webhook;
  private final Runnable onLeaseLost;
  private volatile boolean closing;

  /**
   * @param client which the caller closes after this
   * @param addresses of the parts
   * @param clock says when certificates are renewed
   * @param onLeaseLost another one reconciles from now on: must end this process, since reconciles
   *     that have begun cannot be taken back
   */
  public WeirOperator(
      OperatorConfig config,
      KubernetesClient client,
      Addresses addresses,
      OperatorMetrics metrics,
      InstantSource clock,
      Runnable onLeaseLost) {
    this.onLeaseLost = onLeaseLost;
    PartPasses passes = new PartPasses(client);
    this.apis = new WarehouseApis(client, addresses, passes::identity);
    this.operator = new Operator(overrider -> configure(overrider, config, client, metrics));
    ObjectApplier applier = new ObjectApplier(client, metrics);
    DemandEvents demand = new DemandEvents();
    this.feed =
        new DemandFeed(
            addresses, passes, (names, cluster) -> demand.more(names.namespace(), cluster));
    Autoscaler autoscaler =
        new Autoscaler(
            feed,
            new ComputeNodes(addresses, passes),
            new DeletionCosts(client),
            config.scaleDownWindow());
    Events events = new Events(client, config.pod());
    List<Reconciler<? extends HasMetadata>> reconcilers =
        List.of(
            new WarehouseReconciler(
                config, applier, new MetaGroup(addresses), new Transitions(events), clock),
            new ComputeClusterReconciler(config, applier, metrics, autoscaler, demand, events),
            new TableReconciler(apis, new ClusterFiles(npm(config))),
            new DashboardReconciler(apis),
            new NotebookReconciler(apis),
            new ConnectionReconciler(apis),
            new WarehouseRoleReconciler(apis),
            new ReportReconciler(apis));
    reconcilers.forEach(reconciler -> register(reconciler, config));
    this.webhook = webhook(config, client, metrics, clock);
  }

  private @Nullable Webhook webhook(
      OperatorConfig config,
      KubernetesClient client,
      OperatorMetrics metrics,
      InstantSource clock) {
    if (config.webhook() == null) {
      return null;
    }
    SpecificationChecks checks =
        new SpecificationChecks(
            new ContentPipeline(apis, client), client, config.watchedNamespaces(), clock);
    return new Webhook(
        config.webhook(), config.namespace(), client, new Admission(checks, metrics), clock);
  }

  private static @Nullable NpmRegistry npm(OperatorConfig config) {
    return config.npmRegistry() == null
        ? null
        : new NpmRegistry(config.npmRegistry(), Path.of(System.getProperty("java.io.tmpdir")));
  }

  private <P extends HasMetadata> void register(Reconciler<P> reconciler, OperatorConfig config) {
    operator.register(
        reconciler,
        overrider -> {
          if (config.watchedNamespaces().isEmpty()) {
            overrider.watchingAllNamespaces();
          } else {
            overrider.settingNamespaces(config.watchedNamespaces());
          }
          if (!(reconciler instanceof Cleaner<?>)) {
            // Without a finalizer no other changes matter.
            overrider.withGenerationAware(false).withOnUpdateFilter(Pause::matters);
          }
          overrider
              .withReconciliationMaxInterval(RESYNC)
              .withRateLimiter(new LinearRateLimiter(RATE_PERIOD, RATE_MAX))
              .withRetry(
                  new GenericRetry()
                      .setInitialInterval(RETRY_MIN)
                      .setIntervalMultiplier(2)
                      .setMaxInterval(RETRY_MAX.toMillis())
                      .withoutMaxAttempts());
        });
  }

  private void configure(
      ConfigurationServiceOverrider overrider,
      OperatorConfig config,
      KubernetesClient client,
      OperatorMetrics metrics) {
    overrider
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withMetrics(metrics)
        .withUseSSAToPatchPrimaryResource(true)
        .withConcurrentReconciliationThreads(THREADS)
        .withReconciliationTerminationTimeout(STOP_TIMEOUT);
    if (config.leaderElection()) {
      overrider.withLeaderElectionConfiguration(
          new LeaderElectionConfiguration(
              LEASE,
              config.namespace(),
              LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
              LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
              LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
              config.pod(),
              new LeaderCallbacks(() -> {}, this::stopLeading, leader -> {}),
              false));
    }
  }

  /** Called when the lease is given back at the end, too. */
  private void stopLeading() {
    if (!closing) {
      onLeaseLost.run();
    }
  }

  /** Fills the caches; returns when they are filled, whether or not this one leads. */
  public void start() {
    if (webhook != null) {
      webhook.start();
    }
    operator.start();
  }

  /** Whether every watch works and its cache is filled. */
  public boolean isReady() {
    return operator.getRuntimeInfo().isStarted()
        && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  /** Waits for reconciles that run, then ends. */
  @Override
  public void close() {
    closing = true;
    if (webhook != null) {
      webhook.close();
    }
    operator.stop();
    feed.close();
    apis.close();
  }
}
