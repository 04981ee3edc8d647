package dev.weir.e2e.cluster;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.image.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The cluster that somebody wants.
 *
 * @param name at most 20 lower-case letters, digits and dashes; unique on the machine
 * @param parent folder in which the cluster's own folder is made, called like the cluster
 * @param nodes how many, at most 9; 0 is a control plane alone, which needs no root
 * @param images that its nodes know from the start, beside those that every cluster has
 */
public record ClusterSpec(String name, Path parent, int nodes, List<Image> images) {
  /** Without anything else said. */
  public static final int DEFAULT_NODES = 2;

  private static final int NODES_MAX = 9;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?");
  // A node has its own.
  private static final List<String> HIDDEN_IN_NODES = List.of("/run", "/var/log", "/var/lib");

  public ClusterSpec {
    if (!NAME.matcher(name).matches()) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "a cluster cannot be called \"" + name + "\"",
          "Use up to 20 lower-case letters, digits and dashes, for example: --name lab-2");
    }
    if (nodes < 0 || nodes > NODES_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "a cluster of " + nodes + " nodes is not possible here",
          "Ask for 1 to " + NODES_MAX + ", or for 0 to have a control plane alone: --nodes 2");
    }
    parent = parent.toAbsolutePath().normalize();
    if (isHiddenInNodes(parent)) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "a cluster cannot live in " + parent + ": its nodes have their own " + HIDDEN_IN_NODES,
          "Name another folder with --dir, for example one in your home.");
    }
    images = List.copyOf(images);
  }

  /** Whether a node sees something else in that folder than the host does. */
  public static boolean isHiddenInNodes(Path folder) {
    return HIDDEN_IN_NODES.stream().anyMatch(folder::startsWith);
  }

  /** A cluster of two nodes in the user's folder for state. */
  public static ClusterSpec named(String name) {
    return new ClusterSpec(name, defaultParent(), DEFAULT_NODES, List.of());
  }

  /** {@code $XDG_STATE_HOME/weir/clusters}, or {@code ~/.local/state/weir/clusters}. */
  public static Path defaultParent() {
    String configured = System.getenv("XDG_STATE_HOME");
    Path home =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(configured);
    return home.resolve("weir").resolve("clusters");
  }
}
