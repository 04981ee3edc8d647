package dev.weir.operator.warehouse;

import dev.weir.crds.pod.PodSettings;
import dev.weir.crds.warehouse.ManagedService;
import dev.weir.crds.warehouse.ManagedStorage;
import dev.weir.operator.pod.Claims;
import dev.weir.operator.pod.PartPod;
import dev.weir.operator.pod.PodDefaults;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The object store and the database that the operator runs where none is named. Pure. */
final class ManagedObjects {
  private static final PodDefaults STORAGE = new PodDefaults("100m", "512Mi");
  private static final PodDefaults DATABASE = new PodDefaults("100m", "512Mi");
  private static final String DATA = "data";
  private static final String STORAGE_FOLDER = "/data";
  private static final String DATABASE_FOLDER = "/var/lib/postgresql/data";

  private ManagedObjects() {}

  static List<HasMetadata> storage(WarehouseModel model) {
    if (!ManagedParts.runsStorage(model.warehouse())) {
      return List.of();
    }
    WarehouseNames names = model.names();
    ManagedStorage storage = ManagedParts.storage(model.warehouse());
    Map<String, Integer> port = Map.of("s3", WarehouseNames.STORAGE_PORT);
    PartPod pod =
        new PartPod(WarehouseNames.STORAGE, model.config().minioImage(), storage.pod())
            .defaults(STORAGE)
            .arguments("server", servers(names, storage.replicas()))
            .secretVariable("MINIO_ROOT_USER", names.storage(), StorageSettings.ACCESS_KEY_ID)
            .secretVariable(
                "MINIO_ROOT_PASSWORD", names.storage(), StorageSettings.SECRET_ACCESS_KEY)
            // It looks for certificates in its home, and makes the folder.
            .environment("HOME", "/tmp")
            .claimedFolder(DATA, STORAGE_FOLDER)
            // A folder on every disk is a bucket.
            .first("bucket", "mkdir", "-p", STORAGE_FOLDER + "/" + WarehouseNames.OWN)
            .port("s3", WarehouseNames.STORAGE_PORT)
            .probed(
                PartPod.http("/minio/health/live", WarehouseNames.STORAGE_PORT),
                PartPod.http("/minio/health/ready", WarehouseNames.STORAGE_PORT))
            .apart(model.labels().selector(WarehouseNames.STORAGE));
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(
        Services.headless(
            model.metadata(WarehouseNames.STORAGE, names.storageMembers()),
            model.labels().selector(WarehouseNames.STORAGE),
            port));
    objects.add(
        Services.inside(
            model.metadata(WarehouseNames.STORAGE, names.storage()),
            model.labels().selector(WarehouseNames.STORAGE),
            port));
    objects.add(
        keeping(
            model,
            WarehouseNames.STORAGE,
            names.storage(),
            names.storageMembers(),
            storage.replicas(),
            pod,
            Claims.of(DATA, storage.size(), storage.storageClassName())));
    return objects;
  }

  /** One folder, or the same folder of every pod. */
  private static String servers(WarehouseNames names, int replicas) {
    if (replicas == 1) {
      return STORAGE_FOLDER;
    }
    return "http://%s-{0...%d}.%s:%d%s"
        .formatted(
            names.storage(),
            replicas - 1,
            names.host(names.storageMembers()),
            WarehouseNames.STORAGE_PORT,
            STORAGE_FOLDER);
  }

  static List<HasMetadata> database(WarehouseModel model) {
    if (!ManagedParts.runsDatabase(model.warehouse())) {
      return List.of();
    }
    WarehouseNames names = model.names();
    ManagedService database = ManagedParts.database(model.warehouse());
    PodSettings settings = database.pod();
    PartPod pod =
        new PartPod(WarehouseNames.DATABASE, model.config().postgresImage(), settings)
            .defaults(DATABASE)
            .graceSeconds(60)
            .secretVariable("POSTGRES_USER", names.database(), DatabaseSettings.USERNAME)
            .secretVariable("POSTGRES_PASSWORD", names.database(), DatabaseSettings.PASSWORD)
            .environment("POSTGRES_DB", WarehouseNames.OWN)
            // Not the volume itself: it may hold lost+found, and initdb wants an empty folder.
            .environment("PGDATA", DATABASE_FOLDER + "/pgdata")
            .claimedFolder(DATA, DATABASE_FOLDER)
            .emptyFolder("sockets", "/var/run/postgresql", null)
            .port("postgresql", WarehouseNames.DATABASE_PORT)
            .probed(
                PartPod.connect(WarehouseNames.DATABASE_PORT),
                PartPod.connect(WarehouseNames.DATABASE_PORT));
    return List.of(
        Services.inside(
            model.metadata(WarehouseNames.DATABASE, names.database()),
            model.labels().selector(WarehouseNames.DATABASE),
            Map.of("postgresql", WarehouseNames.DATABASE_PORT)),
        keeping(
            model,
            WarehouseNames.DATABASE,
            names.database(),
            names.database(),
            1,
            pod,
            Claims.of(DATA, database.size(), database.storageClassName())));
  }

  private static HasMetadata keeping(
      WarehouseModel model,
      String component,
      String name,
      String service,
      int replicas,
      PartPod pod,
      PersistentVolumeClaim claim) {
    return new StatefulSetBuilder()
        .withMetadata(model.metadata(component, name))
        .withNewSpec()
        .withReplicas(replicas)
        .withServiceName(service)
        .withPodManagementPolicy("Parallel")
        .withPersistentVolumeClaimRetentionPolicy(Claims.kept(model.spec().deletionPolicy()))
        .withNewSelector()
        .withMatchLabels(model.labels().selector(component))
        .endSelector()
        .withTemplate(pod.template(model.labels().of(component)))
        .withVolumeClaimTemplates(claim)
        .endSpec()
        .build();
  }
}
