package dev.weir.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Watches of the objects that are made for a kind of resource. */
public final class Watches {
  private Watches() {}

  /** One for each type. A change of an object makes its owner be reconciled. */
  public static <P extends HasMetadata> List<EventSource<?, P>> of(
      EventSourceContext<P> context, List<Class<? extends HasMetadata>> types) {
    List<EventSource<?, P>> sources = new ArrayList<>();
    types.forEach(type -> sources.add(of(context, type)));
    return sources;
  }

  private static <R extends HasMetadata, P extends HasMetadata> EventSource<R, P> of(
      EventSourceContext<P> context, Class<R> type) {
    Class<P> owner = context.getPrimaryResourceClass();
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, owner)
            .withNamespacesInheritedFromController()
            .withLabelSelector(Labels.watch(HasMetadata.getKind(owner)))
            // Not by owner references: what outlives its owner has none.
            .withSecondaryToPrimaryMapper(
                object ->
                    Set.of(
                        new ResourceID(
                            Labels.ownerOf(object), object.getMetadata().getNamespace())))
            .build(),
        context);
  }

  /** What the watches know of the objects of the resource that is being reconciled. */
  public static Observed observed(Context<?> context, List<Class<? extends HasMetadata>> types) {
    List<HasMetadata> objects = new ArrayList<>();
    types.forEach(type -> objects.addAll(context.getSecondaryResources(type)));
    return Observed.of(objects);
  }
}
