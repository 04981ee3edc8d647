package dev.weir.local.resources;

import dev.weir.crds.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through resources that wait to be made true, what is named before what names it, one at a
 * time. What failed for a cause that may pass is tried again with a growing, jittered pause; what
 * failed is also tried again when another resource becomes ready, because that may have been the
 * cause.
 */
public final class ReconcileLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LAST_PAUSE_MILLIS = 60_000;

  /** The first queries after a restart go before a look at what was true when it ended. */
  private static final long LOOK_AGAIN_MILLIS = 5_000;

  private final ResourceStore store;
  private final ResourceReconciler reconciler;
  private final TreeSet<ResourceKey> waiting =
      new TreeSet<>(Comparator.comparingInt(ReconcileLoop::rank).thenComparing(key -> key));
  private @Nullable ResourceKey current;
  private boolean started;
  private final Map<ResourceKey, Integer> failures = new HashMap<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("reconcile").factory());

  public ReconcileLoop(ResourceStore store, ResourceReconciler reconciler) {
    this.store = store;
    this.reconciler = reconciler;
  }

  /** Takes up everything that is stored: at once what is not ready, a little later the rest. */
  public void start() {
    for (StoredResource resource : store.list()) {
      if (resource.phase() == StoredResource.Phase.Ready) {
        enqueueIn(resource.key(), LOOK_AGAIN_MILLIS);
      } else {
        enqueue(resource.key());
      }
    }
    synchronized (waiting) {
      started = true;
    }
  }

  /** Asks for a resource to be made true soon. Asking twice before it happens is asking once. */
  public void enqueue(ResourceKey key) {
    synchronized (waiting) {
      waiting.add(key);
    }
    if (!worker.isShutdown()) {
      worker.execute(this::runNext);
    }
  }

  /** Whether it is being made true, or soon will be; everything is before the start. */
  public boolean isWaiting(ResourceKey key) {
    synchronized (waiting) {
      return !started || key.equals(current) || waiting.contains(key);
    }
  }

  private void runNext() {
    ResourceKey key;
    synchronized (waiting) {
      key = waiting.pollFirst();
      current = key;
    }
    if (key != null) {
      store.find(key).ifPresent(this::reconcile);
    }
    synchronized (waiting) {
      current = null;
    }
  }

  private void reconcile(StoredResource resource) {
    ResourceKey key = resource.key();
    try {
      ResourceReconciler.Result result =
          reconciler.reconcile(
              resource, interim -> store.putStatus(key, resource.generation(), interim));
      if (worker.isShutdown()) {
        // What failed may have failed because the process is stopping.
        return;
      }
      store.putStatus(key, resource.generation(), result.status());
      StoredResource.Phase after =
          store.find(key).map(StoredResource::phase).orElse(StoredResource.Phase.Ready);
      if (result.retry()) {
        retryLater(key);
      } else {
        failures.remove(key);
      }
      if (after == StoredResource.Phase.Ready && resource.phase() != after) {
        wakeFailed();
      }
    } catch (RuntimeException e) {
      LOG.error("cannot reconcile {}", key, e);
      retryLater(key);
    }
  }

  private void wakeFailed() {
    store.list().stream()
        .filter(resource -> resource.phase() == StoredResource.Phase.Failed)
        .forEach(resource -> enqueue(resource.key()));
  }

  private void retryLater(ResourceKey key) {
    int count = failures.merge(key, 1, Integer::sum);
    long pause = Math.min(LAST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(count - 1, 16));
    enqueueIn(key, ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
  }

  private void enqueueIn(ResourceKey key, long millis) {
    if (!worker.isShutdown()) {
      worker.schedule(() -> enqueue(key), millis, TimeUnit.MILLISECONDS);
    }
  }

  private static int rank(ResourceKey key) {
    return Kind.find(key.kind()).map(Enum::ordinal).orElse(Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
