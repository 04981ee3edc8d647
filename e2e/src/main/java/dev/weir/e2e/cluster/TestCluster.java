package dev.weir.e2e.cluster;

import dev.weir.e2e.cluster.image.Image;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A running Kubernetes that a test may do anything to. Everything that a test needs of it is here,
 * so that where the cluster comes from can change without the tests.
 */
public interface TestCluster extends AutoCloseable {
  /** What it is called. */
  String name();

  /** The administrator's kubeconfig; works from this machine, over loopback. */
  Path kubeconfig();

  /** Names of the nodes; empty when there is only a control plane, and pods stay pending. */
  List<String> nodes();

  /** A new client with all rights, that the caller closes. */
  KubernetesClient client();

  /** Makes an image known to every node, so that pods can use it without a registry. */
  void load(Image image);

  /**
   * Serves the files of a folder by plain HTTP, as a server outside of the cluster does, until the
   * cluster goes down. Once for each cluster.
   *
   * @return its address for pods, with a slash at the end
   */
  URI serve(Path files);

  /**
   * Opens a way into the cluster's network that stays until the cluster is down. Needs nodes.
   *
   * @param address in that network: of a node, a pod or a service
   * @param port there
   * @return a port of this machine's loopback that leads there
   */
  int forward(String address, int port);

  /**
   * Cuts the power of a node: every process on it is gone at once and says nothing to anybody. Its
   * disk stays.
   */
  void powerCut(String node);

  /** Starts a node again after a power cut, and waits until it is ready. */
  void powerOn(String node);

  /** Takes the cluster down with everything that belongs to it. */
  @Override
  void close();
}
