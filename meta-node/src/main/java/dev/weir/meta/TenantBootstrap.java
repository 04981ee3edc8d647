package dev.weir.meta;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.WeirException;
import dev.weir.meta.service.TenantStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the group has its first tenant: at once where the node is alone, in the
 * background where it has to wait for the others. Every node of a group tries; one of them
 * succeeds.
 */
final class TenantBootstrap implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TenantBootstrap.class);

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final @Nullable String token;

  private TenantBootstrap(@Nullable String token) {
    this.token = token;
  }

  static TenantBootstrap start(TenantStore tenants, MetaConfig config) {
    if (config.alone()) {
      return new TenantBootstrap(tenants.create(config.bootstrap()).orElse(null));
    }
    TenantBootstrap waiting = new TenantBootstrap(null);
    Thread.ofVirtual()
        .name("meta-bootstrap")
        .start(() -> waiting.createUntilDone(tenants, config.bootstrap()));
    return waiting;
  }

  /** Each attempt waits for a leader as long as a write may. */
  private void createUntilDone(TenantStore tenants, MetaConfig.Bootstrap tenant) {
    while (!stopped.get()) {
      try {
        tenants.create(tenant);
        return;
      } catch (WeirException e) {
        LOG.info("bootstrap waits tenant={} reason={}", tenant.tenant(), e.getMessage());
      }
    }
  }

  Optional<String> token() {
    return Optional.ofNullable(token);
  }

  @Override
  public void close() {
    stopped.set(true);
  }
}
