package dev.weir.e2e.cluster.image;

import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.build.InputHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The images that every cluster has, from programs that were built here. */
public final class BaseImages {
  /** Holds the namespaces of a pod. */
  public static final String PAUSE = "weir.dev/e2e/pause:1";

  /** The cluster's DNS server. */
  public static final String COREDNS = "weir.dev/e2e/coredns:1";

  /** A minimal Debian with a Java runtime: what Weir's own images lie over. */
  public static final String JAVA = "weir.dev/e2e/java:25";

  private final ClusterBinaries binaries;

  /** Images of these programs, with layers in their cache. */
  public BaseImages(ClusterBinaries binaries) {
    this.binaries = binaries;
  }

  /** All of them. */
  public List<Image> all() {
    return List.of(
        ofProgram(PAUSE, binaries.pause()), ofProgram(COREDNS, binaries.coredns()), java());
  }

  /** The image that a Java application's layers go over. */
  public Image java() {
    return Image.of(JAVA, DebianLayer.require(binaries.cache()))
        .over(JAVA, RuntimeLayer.require(binaries.cache()))
        .with("JAVA_HOME", "/" + RuntimeLayer.HOME)
        .with("LANG", "C.UTF-8")
        .with("PATH", "/" + RuntimeLayer.HOME + "/bin:/usr/sbin:/usr/bin");
  }

  private Image ofProgram(String reference, Path program) {
    String name = program.getFileName().toString();
    Layer layer =
        Layer.require(binaries.cache(), name, hash(program), writer -> writer.copy(program, name));
    return Image.of(reference, layer).startedBy("/" + name);
  }

  /** What a layer with a program of the cache depends on. */
  static InputHash hash(Path program) {
    try {
      // The program lies in a cache entry that is named after all of its inputs.
      return new InputHash().add(program.toRealPath().getParent().getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
