package dev.weir.e2e.cluster.image;

import dev.weir.e2e.cluster.build.ClusterBinaries;
import java.nio.file.Path;
import java.util.List;

/** The images of an ingress controller, for the clusters that have one. */
public final class ContourImages {
  /** Contour itself. */
  public static final String CONTOUR = "weir.dev/e2e/contour:" + ClusterBinaries.CONTOUR_VERSION;

  /** The proxy that it leads. */
  public static final String ENVOY = "weir.dev/e2e/envoy:" + ClusterBinaries.ENVOY_VERSION;

  private final ClusterBinaries binaries;

  /** Images of these programs, with layers in their cache. */
  public ContourImages(ClusterBinaries binaries) {
    this.binaries = binaries;
  }

  /** Both. */
  public List<Image> all() {
    return List.of(contour(), envoy());
  }

  private Image contour() {
    return Image.of(CONTOUR, layer("contour", binaries.contour(), "bin/contour"))
        .with("PATH", "/bin");
  }

  private Image envoy() {
    return Image.of(ENVOY, DebianLayer.require(binaries.cache()))
        .over(ENVOY, layer("envoy", binaries.envoy(), "usr/bin/envoy"))
        .with("PATH", "/usr/bin");
  }

  private Layer layer(String name, Path program, String path) {
    return Layer.require(
        binaries.cache(),
        name,
        BaseImages.hash(program).add(path),
        writer -> writer.copy(program, path));
  }
}
