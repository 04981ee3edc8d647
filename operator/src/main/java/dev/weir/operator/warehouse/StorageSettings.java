package dev.weir.operator.warehouse;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.crds.warehouse.S3Storage;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.pod.PartPod;
import java.util.Map;

/**
 * The object store of a Warehouse as its pods are told of it. Pure.
 *
 * @param endpoint URL with scheme
 * @param region that requests are signed for
 * @param bucket name of the bucket
 * @param prefix of every key; empty: none
 * @param pathStyle whether requests name the bucket in their path
 * @param secret with the credentials
 * @param accessKeyKey key of the Secret for the name
 * @param secretKeyKey key of the Secret for the password
 */
public record StorageSettings(
    String endpoint,
    String region,
    String bucket,
    String prefix,
    boolean pathStyle,
    String secret,
    String accessKeyKey,
    String secretKeyKey) {
  static final String ACCESS_KEY_ID = "access-key-id";
  static final String SECRET_ACCESS_KEY = "secret-access-key";
  private static final String REGION = "us-east-1";

  /** The bucket that is named, or that of the store that the operator runs. */
  public static StorageSettings of(Warehouse warehouse) {
    WarehouseNames names = WarehouseNames.of(warehouse);
    var storage = warehouse.getSpec().storage();
    S3Storage s3 = storage == null ? null : storage.s3();
    if (s3 == null) {
      return new StorageSettings(
          "http://" + names.host(names.storage()) + ":" + WarehouseNames.STORAGE_PORT,
          REGION,
          WarehouseNames.OWN,
          "",
          true,
          names.storage(),
          ACCESS_KEY_ID,
          SECRET_ACCESS_KEY);
    }
    return new StorageSettings(
        s3.endpoint(),
        s3.region(),
        s3.bucket(),
        s3.prefix() == null ? "" : s3.prefix(),
        s3.pathStyle(),
        s3.secretRef().name(),
        "accessKey",
        "secretKey");
  }

  /** Tells a pod. */
  public PartPod into(PartPod pod) {
    return pod.environment(PodEnvironment.STORAGE_ENDPOINT, endpoint)
        .environment(PodEnvironment.STORAGE_REGION, region)
        .environment(PodEnvironment.STORAGE_BUCKET, bucket)
        .environment(PodEnvironment.STORAGE_PREFIX, prefix)
        .environment(PodEnvironment.STORAGE_PATH_STYLE, Boolean.toString(pathStyle))
        .secretFolder(
            "storage-credentials",
            PodEnvironment.STORAGE_FOLDER,
            secret,
            Map.of(accessKeyKey, ACCESS_KEY_ID, secretKeyKey, SECRET_ACCESS_KEY));
  }
}
