package dev.weir.e2e.cluster.release;

import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.image.WeirImages;
import dev.weir.e2e.cluster.process.Command;
import java.nio.file.Path;
import java.util.List;

/** Weir's operator, by Helm and the chart of the clone, with images that the nodes have. */
public final class WeirRelease {
  /** Where the operator runs. */
  public static final String NAMESPACE = "weir-system";

  private final Path clone;
  private final ClusterBinaries binaries;

  public WeirRelease(Path clone, ClusterBinaries binaries) {
    this.clone = clone;
    this.binaries = binaries;
  }

  /**
   * Installs it and waits until it is ready.
   *
   * @param kubeconfig of a cluster whose nodes have {@link WeirImages#all()}
   * @param settings more of the chart's values, as {@code npmRegistry=http://…}
   * @throws WeirException when Helm fails; its words
   */
  public void install(Path kubeconfig, List<String> settings) {
    Path home = kubeconfig.resolveSibling("helm");
    Command helm =
        Command.of(binaries.helm().toString())
            .and("install", "weir", clone.resolve("charts").resolve("weir").toString())
            .and("--namespace=" + NAMESPACE, "--create-namespace", "--wait", "--timeout=2m")
            .with("HELM_CACHE_HOME", home.resolve("cache").toString())
            .with("HELM_CONFIG_HOME", home.resolve("config").toString())
            .with("HELM_DATA_HOME", home.resolve("data").toString())
            .with("KUBECONFIG", kubeconfig.toString());
    for (String setting : images()) {
      helm = helm.and("--set=" + setting);
    }
    for (String setting : settings) {
      helm = helm.and("--set=" + setting);
    }
    String unused = helm.run("install Weir's operator");
  }

  private static List<String> images() {
    return List.of(
        "image.repository=" + repository(WeirImages.OPERATOR),
        "image.tag=" + tag(WeirImages.OPERATOR),
        "dataPlane.repository=" + repository(WeirImages.SERVER),
        "dataPlane.tag=" + tag(WeirImages.SERVER),
        "managed.minioImage=" + WeirImages.MINIO,
        "managed.postgresImage=" + WeirImages.POSTGRES);
  }

  private static String repository(String image) {
    return image.substring(0, image.lastIndexOf(':'));
  }

  private static String tag(String image) {
    return image.substring(image.lastIndexOf(':') + 1);
  }
}
