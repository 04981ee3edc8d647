package dev.weir.local.server;

import dev.weir.local.role.ComputePod;
import dev.weir.local.role.PodVariables;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The node of this process when its role is {@code compute}. It needs nothing of the framework, so
 * whoever comes first starts it: a thread beside the framework, or the container. Thread-safe.
 */
final class EarlyCompute {
  private static final FutureTask<ComputePod> POD =
      new FutureTask<>(
          () ->
              ComputePod.start(
                  new PodVariables(System.getenv(), Path.of("/")),
                  CollectorRegistry.defaultRegistry));

  private EarlyCompute() {}

  /** Starts it beside the framework. A failure is for {@link #await}. */
  static void begin() {
    // What is logged before the framework knows its levels is written later, whatever its level.
    Logger.getLogger("").setLevel(Level.INFO);
    POD.run();
  }

  /** Waits until it has started, or starts it; fails as {@link ComputePod#start} has. */
  static ComputePod await() {
    POD.run();
    try {
      return POD.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    }
  }
}
