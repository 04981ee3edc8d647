package dev.weir.operator.apply;

import dev.weir.crds.WeirResource;
import dev.weir.crds.WeirStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.function.Supplier;

/** Stores a status, and nothing when it is what is stored. */
public final class StatusPatch {
  private StatusPatch() {}

  /** After a reconcile. */
  public static <S, T extends WeirStatus, R extends WeirResource<S, T>> UpdateControl<R> of(
      R resource, T status, Supplier<R> empty) {
    return status.equals(resource.getStatus())
        ? UpdateControl.noUpdate()
        : UpdateControl.patchStatus(with(resource, status, empty));
  }

  /** After a failed reconcile, which is tried again. */
  public static <S, T extends WeirStatus, R extends WeirResource<S, T>>
      ErrorStatusUpdateControl<R> ofFailure(R resource, T status, Supplier<R> empty) {
    return status.equals(resource.getStatus())
        ? ErrorStatusUpdateControl.noStatusUpdate()
        : ErrorStatusUpdateControl.patchStatus(with(resource, status, empty));
  }

  /** With nothing but what is applied: neither labels nor the specification become ours. */
  private static <S, T extends WeirStatus, R extends WeirResource<S, T>> R with(
      R resource, T status, Supplier<R> empty) {
    ObjectMeta own = resource.getMetadata();
    R copy = empty.get();
    copy.setMetadata(
        new ObjectMetaBuilder().withName(own.getName()).withNamespace(own.getNamespace()).build());
    copy.setStatus(status);
    return copy;
  }
}
