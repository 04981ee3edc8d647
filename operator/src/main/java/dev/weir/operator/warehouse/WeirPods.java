package dev.weir.operator.warehouse;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.part.TlsFolder;
import dev.weir.crds.pod.PodSettings;
import dev.weir.crds.reference.SecretKeyRef;
import dev.weir.crds.warehouse.Image;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.config.OperatorConfig;
import dev.weir.operator.pod.PartPod;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pods of all roles have in common. Pure. */
public final class WeirPods {
  /** The volume of {@link #DATA_FOLDER}. */
  public static final String DATA = "data";

  /** Where a pod writes. */
  public static final String DATA_FOLDER = "/var/lib/weir";

  private static final Map<String, String> TLS_FILES =
      Stream.of(TlsFolder.CERTIFICATE, TlsFolder.KEY, TlsFolder.AUTHORITIES)
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

  private WeirPods() {}

  /**
   * A pod of Weir's own program.
   *
   * @param role which is its component too
   */
  public static PartPod of(
      String role, Warehouse warehouse, OperatorConfig config, PodSettings settings) {
    Image image = warehouse.getSpec().image();
    return new PartPod(role, WarehouseModel.imageOf(image, config), settings)
        .pulledWith(image == null ? List.of() : image.pullSecretRefs())
        .environment(PodEnvironment.ROLE, role)
        .fieldOfPod(PodEnvironment.POD, "metadata.name")
        .fieldOfPod(PodEnvironment.ADDRESS, "status.podIP")
        .environment(PodEnvironment.DATA, DATA_FOLDER)
        .secretFolder(
            "parts",
            PodEnvironment.PARTS_FOLDER,
            WarehouseNames.of(warehouse).partsSecret(),
            Map.of(WarehouseSecrets.TOKEN, "token"))
        .environment(PodEnvironment.TLS, PodEnvironment.TLS_REQUIRED)
        .secretFolder(
            "tls",
            PodEnvironment.TLS_FOLDER,
            WarehouseNames.of(warehouse).tlsSecret(role),
            TLS_FILES)
        .port("http", PodEnvironment.HTTP_PORT)
        .probedAsWeir(PodEnvironment.HTTP_PORT);
  }

  static PartPod of(String role, WarehouseModel model, PodSettings settings) {
    return of(role, model.warehouse(), model.config(), settings);
  }

  /** Gives it the first administrator's token. */
  static void admin(PartPod pod, WarehouseModel model) {
    SecretKeyRef given = AdminToken.of(model.warehouse());
    PartPod unused =
        pod.secretFolder(
            "admin", PodEnvironment.ADMIN_FOLDER, given.name(), Map.of(given.key(), "token"));
  }
}
