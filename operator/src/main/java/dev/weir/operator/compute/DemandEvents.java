package dev.weir.operator.compute;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.operator.scaling.Demand;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Has a ComputeCluster reconciled at once when more is asked of it. Thread-safe. */
public final class DemandEvents extends AbstractEventSource<Demand, ComputeCluster> {
  /** Of no cluster yet. */
  public DemandEvents() {
    super(Demand.class, "demand");
  }

  /** More is asked of that cluster than before. */
  public void more(String namespace, String cluster) {
    if (isRunning()) {
      getEventHandler().handleEvent(new Event(new ResourceID(cluster, namespace)));
    }
  }

  /** The demand is asked for where it is looked at. */
  @Override
  public Set<Demand> getSecondaryResources(ComputeCluster cluster) {
    return Set.of();
  }
}
