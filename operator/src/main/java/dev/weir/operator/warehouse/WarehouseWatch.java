package dev.weir.operator.warehouse;

import dev.weir.crds.WeirResource;
import dev.weir.crds.warehouse.Warehouse;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.PrimaryToSecondaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Watches the Warehouses that resources of another kind name. */
public final class WarehouseWatch {
  private static final String INDEX = "warehouse";

  private WarehouseWatch() {}

  /**
   * Reconciles who names a Warehouse when that comes, goes, or changes so that it matters.
   *
   * @param named name of the Warehouse of a resource
   * @param matters of the Warehouse as it is now and as it was
   */
  public static <P extends WeirResource<?, ?>> EventSource<Warehouse, P> of(
      EventSourceContext<P> context,
      Function<P, String> named,
      BiPredicate<Warehouse, Warehouse> matters) {
    context
        .getPrimaryCache()
        .addIndexer(
            INDEX,
            resource -> List.of(key(resource.getMetadata().getNamespace(), named.apply(resource))));
    PrimaryToSecondaryMapper<P> toWarehouse =
        resource ->
            Set.of(new ResourceID(named.apply(resource), resource.getMetadata().getNamespace()));
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Warehouse.class, context.getPrimaryResourceClass())
            .withNamespacesInheritedFromController()
            .withPrimaryToSecondaryMapper(toWarehouse)
            .withSecondaryToPrimaryMapper(warehouse -> thatName(context, warehouse))
            .withOnUpdateFilter(matters::test)
            .build(),
        context);
  }

  private static <P extends HasMetadata> Set<ResourceID> thatName(
      EventSourceContext<P> context, Warehouse warehouse) {
    return context
        .getPrimaryCache()
        .byIndex(
            INDEX, key(warehouse.getMetadata().getNamespace(), warehouse.getMetadata().getName()))
        .stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  /** Whether its specification is another. */
  public static boolean isOtherSpecification(Warehouse now, Warehouse before) {
    return !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
  }

  /** Whether it began or ceased to take requests. */
  public static boolean isOtherwiseServing(Warehouse now, Warehouse before) {
    return Serving.of(now) != Serving.of(before);
  }
}
