package dev.weir.operator.compute;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.cluster.Engine;
import java.util.Optional;

/** Refuses engines that this version does not run. Pure. */
public final class UnsupportedEngine {
  private UnsupportedEngine() {}

  /** Why a ComputeCluster cannot be accepted; empty when it can. */
  public static Optional<String> find(ComputeCluster cluster) {
    return cluster.getSpec().engine() == Engine.TRINO
        ? Optional.of("spec.engine: this version runs no Trino; use engine: Native")
        : Optional.empty();
  }
}
