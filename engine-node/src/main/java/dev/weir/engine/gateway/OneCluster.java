package dev.weir.engine.gateway;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one cluster of a process that runs its queries itself. */
public final class OneCluster implements Clusters {
  private final Cluster cluster;
  private final int threadsMax;

  /**
   * @param runner closed with this
   */
  public OneCluster(EngineConfig config, StatementRunner runner) {
    EngineConfig.Admission limits = config.admission();
    this.cluster =
        new Cluster(
            config.cluster(),
            new Admission(limits.runningMax(), limits.queuedMax()),
            runner,
            () -> 1);
    this.threadsMax = limits.runningMax() + limits.queuedMax();
  }

  @Override
  public Cluster find(@Nullable String name) {
    if (name != null && !name.equals(cluster.name())) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "there is no cluster " + name,
          "This node belongs to cluster " + cluster.name() + ".");
    }
    return cluster;
  }

  @Override
  public Collection<Cluster> all() {
    return List.of(cluster);
  }

  /** One queue for all: they use the same machine. */
  @Override
  public Admission commands() {
    return cluster.admission();
  }

  @Override
  public int threadsMax() {
    return threadsMax;
  }

  @Override
  public void close() {
    cluster.runner().close();
  }
}
