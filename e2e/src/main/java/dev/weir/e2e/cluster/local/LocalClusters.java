package dev.weir.e2e.cluster.local;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.ClusterSpec;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The clusters of this machine: making one, and finding it again from another process. */
public final class LocalClusters {
  private final Path clone;
  private final Progress progress;

  /**
   * @param clone folder of the project, with the sources of the cluster's programs
   * @param progress told what happens
   */
  public LocalClusters(Path clone, Progress progress) {
    this.clone = clone;
    this.progress = progress;
  }

  /**
   * Makes a cluster and waits until it can be used. Without root it is a control plane alone, and
   * that is said.
   *
   * @throws WeirException {@code ALREADY_EXISTS} when there is one, or the remains of one
   */
  public LocalCluster up(ClusterSpec spec) {
    ClusterLayout layout = layout(spec.name(), spec.parent());
    find(spec.name(), spec.parent()).ifPresent(LocalClusters::refuse);
    List<String> nodes = ClusterLayout.nodeNames(possibleNodes(spec));
    ClusterBinaries binaries = binaries();
    ClusterDescription description = new ClusterStart(layout, binaries, progress).run(spec, nodes);
    return new LocalCluster(layout, description, binaries, progress);
  }

  /** A cluster that somebody has made in that folder, whether it runs or not. */
  public Optional<LocalCluster> find(String name, Path parent) {
    ClusterLayout layout = layout(name, parent);
    if (!Files.exists(layout.description())) {
      return Optional.empty();
    }
    ClusterDescription description = ClusterDescription.read(layout.description());
    return Optional.of(new LocalCluster(layout, description, binaries(), progress));
  }

  /** Claims the folder: of two who want it at once, one is refused. */
  static void claim(ClusterLayout layout) {
    try {
      Files.createDirectories(layout.folder().getParent());
      Files.createDirectory(layout.folder());
    } catch (FileAlreadyExistsException e) {
      throw new WeirException(
          ErrorCode.ALREADY_EXISTS,
          layout.folder() + " is there already and holds no whole cluster",
          "If nobody is starting one there at this moment, delete the folder and try again.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int possibleNodes(ClusterSpec spec) {
    if (spec.nodes() == 0 || Preconditions.missingForNodes().isEmpty()) {
      return spec.nodes();
    }
    List<String> missing = Preconditions.missingForNodes();
    if (Preconditions.isRoot()) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "this machine cannot run nodes; it lacks\n  - " + String.join("\n  - ", missing),
          "Install what is missing, or ask for a control plane alone: --nodes 0");
    }
    progress.say("NO NODES, NO PODS: only the control plane is started. Missing for more:");
    missing.forEach(what -> progress.say("  - " + what));
    return 0;
  }

  private static void refuse(LocalCluster cluster) {
    String down = "./weir cluster down --name " + cluster.name();
    if (cluster.isRunning()) {
      throw new WeirException(
          ErrorCode.ALREADY_EXISTS,
          "cluster " + cluster.name() + " is up already; its kubeconfig is " + cluster.kubeconfig(),
          "Use it, take it down with " + down + ", or choose another name with --name.");
    }
    throw new WeirException(
        ErrorCode.ALREADY_EXISTS,
        "cluster " + cluster.name() + " was started before and does not run whole any more",
        "Look into " + cluster.folder() + " if you want to know why, then: " + down);
  }

  private ClusterBinaries binaries() {
    Path sources = clone.resolve("e2e").resolve("cluster");
    return new ClusterBinaries(BuildCache.ofUser(), sources, progress);
  }

  private static ClusterLayout layout(String name, Path parent) {
    return new ClusterLayout(name, parent.toAbsolutePath().normalize().resolve(name));
  }
}
