package dev.weir.operator.apply;

import dev.weir.crds.WeirResource;
import dev.weir.crds.WeirStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores a status, and nothing when it is what is stored.
 *
 * <p>The framework hides the events of its own writes, and with them the event of a change that
 * somebody else makes while a status is being written (java-operator-sdk issue 3398). The answer of
 * the write shows such a change, so the resource is looked at again at once.
 */
public final class StatusPatch {
  private StatusPatch() {}

  /**
   * After a reconcile.
   *
   * @param resource as it was reconciled
   * @param again after how long to look again; null when something will tell
   */
  public static <S, T extends WeirStatus, R extends WeirResource<S, T>> UpdateControl<R> of(
      Context<R> context, R resource, T status, Supplier<R> empty, @Nullable Duration again) {
    UpdateControl<R> control = UpdateControl.noUpdate();
    if (isOvertaken(context, resource, status, empty)) {
      return control.reschedule();
    }
    return again == null ? control : control.rescheduleAfter(again);
  }

  /** After a failed reconcile, which is tried again. */
  public static <S, T extends WeirStatus, R extends WeirResource<S, T>>
      ErrorStatusUpdateControl<R> ofFailure(
          Context<R> context, R resource, T status, Supplier<R> empty, Exception failure) {
    ErrorStatusUpdateControl<R> control = ErrorStatusUpdateControl.noStatusUpdate();
    try {
      return isOvertaken(context, resource, status, empty)
          ? control.rescheduleAfter(Duration.ZERO)
          : control;
    } catch (KubernetesClientException e) {
      failure.addSuppressed(e);
      return control;
    }
  }

  /**
   * In the middle of a reconcile that takes long. The resource has that status afterwards, too.
   *
   * @throws KubernetesClientException when it cannot be written
   */
  public static <S, T extends WeirStatus, R extends WeirResource<S, T>> void interim(
      Context<R> context, R resource, T status, Supplier<R> empty) {
    var unused =
        context
            .getClient()
            .resource(with(resource, status, empty))
            .subresource("status")
            .patch(
                new PatchContext.Builder()
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .withFieldManager(Labels.OPERATOR)
                    .withForce(true)
                    .build());
    resource.setStatus(status);
  }

  /** Whether the stored resource is no longer the one that was reconciled. */
  private static <S, T extends WeirStatus, R extends WeirResource<S, T>> boolean isOvertaken(
      Context<R> context, R resource, T status, Supplier<R> empty) {
    if (status.equals(resource.getStatus())) {
      return false;
    }
    R stored =
        context.resourceOperations().serverSideApplyPrimaryStatus(with(resource, status, empty));
    return Pause.matters(stored, resource);
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
