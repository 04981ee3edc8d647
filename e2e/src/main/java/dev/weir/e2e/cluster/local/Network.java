package dev.weir.e2e.cluster.local;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The network of one cluster: a namespace for the control plane with a bridge in it, and for each
 * node a namespace with one end of a cable whose other end is in the bridge. Nothing of it is in
 * the host's own network.
 */
record Network(ClusterLayout layout) {
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final String BRIDGE = "br0";

  /** Starts a program inside of a namespace, in the host's mounts. */
  static Command inside(String namespace) {
    return Command.of("nsenter", "--net=" + NAMESPACES.resolve(namespace));
  }

  static Path file(String namespace) {
    return NAMESPACES.resolve(namespace);
  }

  /** Refuses names that are taken, before anything is made. */
  void checkFree(List<String> nodes) {
    check(layout.controlPlaneNamespace());
    nodes.forEach(node -> check(layout.namespaceOf(node)));
  }

  void create(List<String> nodes) {
    String control = layout.controlPlaneNamespace();
    add(control);
    ip(control, "link add", BRIDGE, "type bridge");
    ip(control, "addr add", ClusterLayout.CONTROL_PLANE_ADDRESS + "/24 dev", BRIDGE);
    ip(control, "link set", BRIDGE, "up");
    forwardPackets(control);
    nodes.forEach(this::connect);
    for (String node : nodes) {
      routeToPods(control, node);
      nodes.stream()
          .filter(other -> !other.equals(node))
          .forEach(other -> routeToPods(layout.namespaceOf(other), node));
    }
  }

  /** Takes away what there is of it; what is not there is passed over. */
  void delete(List<String> nodes) {
    nodes.forEach(node -> delete(layout.namespaceOf(node)));
    delete(layout.controlPlaneNamespace());
  }

  private void connect(String node) {
    String control = layout.controlPlaneNamespace();
    String namespace = layout.namespaceOf(node);
    add(namespace);
    ip(control, "link add", node, "type veth peer name eth0 netns", namespace);
    ip(control, "link set", node, "master", BRIDGE, "up");
    ip(namespace, "addr add", ClusterLayout.addressOf(node) + "/24 dev eth0");
    ip(namespace, "link set eth0 up");
    ip(namespace, "route add default via", ClusterLayout.CONTROL_PLANE_ADDRESS);
    forwardPackets(namespace);
  }

  private static void routeToPods(String from, String node) {
    String pods = ClusterLayout.podRangeOf(node);
    ip(from, "route add", pods, "via", ClusterLayout.addressOf(node));
  }

  private static void forwardPackets(String namespace) {
    inside(namespace)
        .and("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.conf.all.route_localnet=1")
        .run("let " + namespace + " pass packets on");
  }

  private static void check(String namespace) {
    if (Files.exists(file(namespace))) {
      throw new WeirException(
          ErrorCode.ALREADY_EXISTS,
          "the network namespace " + namespace + " belongs to another cluster of that name",
          "Choose another name with --name, or take that one down where it was started (--dir).");
    }
  }

  private static void add(String namespace) {
    Command.of("ip", "netns", "add", namespace).run("make the network namespace " + namespace);
    ip(namespace, "link set lo up");
  }

  private static void delete(String namespace) {
    if (Files.exists(file(namespace))) {
      Command.of("ip", "netns", "delete", namespace).run("delete the network of " + namespace);
    }
  }

  private static void ip(String namespace, String... words) {
    String[] arguments = String.join(" ", words).split(" ", -1);
    Command.of("ip", "-n", namespace).and(arguments).run("set up the network of " + namespace);
  }
}
