package dev.weir.operator.pod;

import dev.weir.crds.DeletionPolicy;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSetPersistentVolumeClaimRetentionPolicy;
import org.jspecify.annotations.Nullable;

/** Disks that the pods of a StatefulSet claim. Pure. */
public final class Claims {
  private Claims() {}

  /** One disk of each pod; the default class when {@code storageClass} is null. */
  public static PersistentVolumeClaim of(String name, String size, @Nullable String storageClass) {
    return new PersistentVolumeClaimBuilder()
        // The API server writes both into a template, and what is applied would differ for ever.
        .withApiVersion("v1")
        .withKind("PersistentVolumeClaim")
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(storageClass)
        .withNewResources()
        .addToRequests("storage", new Quantity(size))
        .endResources()
        .endSpec()
        .build();
  }

  /** Disks that hold what nothing else holds: they go only when a person has said so. */
  public static StatefulSetPersistentVolumeClaimRetentionPolicy kept(DeletionPolicy policy) {
    return new StatefulSetPersistentVolumeClaimRetentionPolicy(
        policy == DeletionPolicy.DELETE ? "Delete" : "Retain", "Retain");
  }

  /**
   * Disks whose contents the other pods hold too. That of a pod that has left goes: it would come
   * back with an old idea of who belongs to the group.
   */
  public static StatefulSetPersistentVolumeClaimRetentionPolicy replicated(DeletionPolicy policy) {
    return new StatefulSetPersistentVolumeClaimRetentionPolicy(
        policy == DeletionPolicy.DELETE ? "Delete" : "Retain", "Delete");
  }

  /** Disks that may be lost at any time. */
  public static StatefulSetPersistentVolumeClaimRetentionPolicy disposable() {
    return new StatefulSetPersistentVolumeClaimRetentionPolicy("Delete", "Delete");
  }
}
