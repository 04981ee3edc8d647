package dev.weir.operator.content;

import dev.weir.contracts.error.WeirException;
import dev.weir.crds.WeirResource;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.apply.Applied;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.reference.ObjectRef;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.StatusPatch;
import dev.weir.operator.warehouse.WarehouseWatch;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes resources of one content kind true. All kinds are reconciled alike: what differs, the
 * appliers know. A finalizer stays until what the resource made in its Warehouse is undone, or the
 * Warehouse itself is gone.
 */
abstract class ContentReconciler<R extends WeirResource<S, T>, S, T extends WeirStatus>
    implements Reconciler<R>, Cleaner<R> {
  /** Kept on every content resource while it exists. */
  static final String FINALIZER = "weir.dev/content";

  private static final Logger LOG = LoggerFactory.getLogger(ContentReconciler.class);

  /** Until a Warehouse that does not answer is asked again to delete something. */
  private static final Duration DELETE_RETRY = Duration.ofSeconds(5);

  private final WarehouseApis apis;
  private final Class<T> statusType;
  private final Function<S, ObjectRef> warehouse;
  private final Supplier<R> empty;

  ContentReconciler(
      WarehouseApis apis,
      Class<T> statusType,
      Function<S, ObjectRef> warehouse,
      Supplier<R> empty) {
    this.apis = apis;
    this.statusType = statusType;
    this.warehouse = warehouse;
    this.empty = empty;
  }

  @Override
  public List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
    return List.of(
        WarehouseWatch.of(
            context,
            resource -> warehouse.apply(resource.getSpec()).name(),
            WarehouseWatch::isOtherwiseServing));
  }

  @Override
  public UpdateControl<R> reconcile(R resource, Context<R> context) {
    Instant now = Instant.now();
    Optional<Warehouse> named = context.getSecondaryResource(Warehouse.class);
    R written = asWritten(resource);
    ContentPipeline pipeline = pipeline(context);
    Applied applied =
        pipeline.apply(written, warehouse.apply(resource.getSpec()).name(), named, now);
    if (applied.hasReason(Reason.LOADING)) {
      applied =
          load(
              written,
              applied,
              pipeline,
              named.orElseThrow(),
              interim -> StatusPatch.interim(context, resource, interim, empty));
    }
    T status = statusType.cast(applied.status());
    return StatusPatch.of(
        context, resource, status, empty, applied.retry() ? RetryDelay.after(status, now) : null);
  }

  private R asWritten(R resource) {
    R copy = empty.get();
    copy.setMetadata(ContentPipeline.written(resource.getMetadata()));
    copy.setSpec(resource.getSpec());
    copy.setStatus(resource.getStatus());
    return copy;
  }

  /**
   * Fetches what a resource is to be filled with: nothing, for most kinds.
   *
   * @param applied how it was made true
   * @param interim stores a status while this goes on
   * @return how all of it ended
   */
  Applied load(
      R resource, Applied applied, ContentPipeline pipeline, Warehouse named, Consumer<T> interim) {
    return applied;
  }

  private ContentPipeline pipeline(Context<R> context) {
    return new ContentPipeline(apis, context.getClient());
  }

  @Override
  public DeleteControl cleanup(R resource, Context<R> context) {
    Optional<Warehouse> named = context.getSecondaryResource(Warehouse.class);
    if (named.isEmpty() || named.get().getMetadata().getDeletionTimestamp() != null) {
      apis.forget(
          resource.getMetadata().getNamespace(), warehouse.apply(resource.getSpec()).name());
      LOG.info("forgotten {}: its Warehouse is gone", resource.label());
      return DeleteControl.defaultDelete();
    }
    try {
      LOG.info("deleted: {}", pipeline(context).delete(resource, named.get()));
      return DeleteControl.defaultDelete();
    } catch (WeirException e) {
      LOG.warn("cannot delete {} yet: {} {}", resource.label(), e.code(), e.getMessage());
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(DELETE_RETRY.toMillis());
    }
  }
}
