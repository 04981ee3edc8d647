package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.process.ProcessLedger;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where everything of a cluster is, and what it is called: files, network namespaces, cgroups,
 * addresses. The networks of two clusters never meet, since each has namespaces of its own that the
 * host has no route to; so all clusters use the same addresses.
 *
 * @param name of the cluster
 * @param folder of the cluster, absolute
 */
record ClusterLayout(String name, Path folder) {
  static final String CONTROL_PLANE_ADDRESS = "10.100.0.1";
  static final String SERVICE_RANGE = "10.96.0.0/16";
  static final String API_SERVICE_ADDRESS = "10.96.0.1";
  static final String DNS_ADDRESS = "10.96.0.10";
  static final String POD_RANGE = "10.244.0.0/16";
  static final String LOOPBACK = "127.0.0.1";
  static final int API_PORT = 6443;

  static List<String> nodeNames(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> "node" + number).toList();
  }

  static int numberOf(String node) {
    return Integer.parseInt(node.substring("node".length()));
  }

  static String addressOf(String node) {
    return "10.100.0.1" + numberOf(node);
  }

  static String podRangeOf(String node) {
    return "10.244." + numberOf(node) + ".0/24";
  }

  String controlPlaneNamespace() {
    return "weir-" + name;
  }

  String namespaceOf(String node) {
    return "weir-" + name + "-" + node;
  }

  String cgroupOf(String node) {
    return "weir-" + name + "-" + node;
  }

  Path description() {
    return folder.resolve("cluster.json");
  }

  Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  Path pki() {
    return folder.resolve("pki");
  }

  Path etcd() {
    return folder.resolve("etcd");
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path nodeFolder(String node) {
    return folder.resolve("nodes").resolve(node);
  }

  ProcessLedger processes() {
    return new ProcessLedger(folder.resolve("processes"), logs());
  }
}
