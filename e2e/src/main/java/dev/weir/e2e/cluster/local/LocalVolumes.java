package dev.weir.e2e.cluster.local;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Disks for claims: folders on each node, made beforehand, of a storage class that is the default
 * one. A claim is bound to a disk of the node that its pod is placed on, and the pod stays there,
 * as with the disks of real machines. A disk is used once.
 */
record LocalVolumes(ClusterLayout layout, KubernetesClient client) {
  private static final String STORAGE_CLASS = "local-disks";
  private static final int DISKS_OF_NODE = 24;
  private static final String SIZE = "1Ti";
  private static final Path FOLDER = Path.of("/var/lib/local-disks");

  void create(List<String> nodes) {
    client.resource(storageClass()).serverSideApply();
    for (String node : nodes) {
      for (int i = 0; i < DISKS_OF_NODE; i++) {
        String disk = "disk-" + i;
        makeFolder(node, disk);
        client.resource(volume(node, disk)).serverSideApply();
      }
    }
  }

  private static StorageClass storageClass() {
    return new StorageClassBuilder()
        .withNewMetadata()
        .withName(STORAGE_CLASS)
        .addToAnnotations("storageclass.kubernetes.io/is-default-class", "true")
        .endMetadata()
        .withProvisioner("kubernetes.io/no-provisioner")
        .withVolumeBindingMode("WaitForFirstConsumer")
        .build();
  }

  /** Anybody may write: there is one pod at a time on a disk, with a user of its own. */
  private void makeFolder(String node, String disk) {
    // What the node has as /var/lib.
    Path folder =
        layout
            .nodeFolder(node)
            .resolve("lib")
            .resolve(Path.of("/var/lib").relativize(FOLDER))
            .resolve(disk);
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PersistentVolume volume(String node, String disk) {
    return new PersistentVolumeBuilder()
        .withNewMetadata()
        .withName(node + "-" + disk)
        .endMetadata()
        .withNewSpec()
        .withCapacity(Map.of("storage", new Quantity(SIZE)))
        .withAccessModes("ReadWriteOnce")
        .withPersistentVolumeReclaimPolicy("Retain")
        .withStorageClassName(STORAGE_CLASS)
        .withNewLocal()
        .withPath(FOLDER.resolve(disk).toString())
        .endLocal()
        .withNewNodeAffinity()
        .withNewRequired()
        .addNewNodeSelectorTerm()
        .addNewMatchExpression()
        .withKey("kubernetes.io/hostname")
        .withOperator("In")
        .withValues(node)
        .endMatchExpression()
        .endNodeSelectorTerm()
        .endRequired()
        .endNodeAffinity()
        .endSpec()
        .build();
  }
}
