package dev.weir.e2e.cluster.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of a control plane listen.
 *
 * @param address by which the API server is reached by the other parts
 * @param bindAddress on which it listens
 * @param apiPort of the API server
 * @param etcdPort for clients of etcd, on loopback
 * @param etcdPeerPort for other members, of which there are none, on loopback
 * @param controllerManagerPort health of the controller manager, on loopback
 * @param schedulerPort health of the scheduler, on loopback
 */
record ControlPlaneEndpoints(
    String address,
    String bindAddress,
    int apiPort,
    int etcdPort,
    int etcdPeerPort,
    int controllerManagerPort,
    int schedulerPort) {

  /** In a network namespace of its own, where every port is free. */
  static ControlPlaneEndpoints inNamespace() {
    return new ControlPlaneEndpoints(
        ClusterLayout.CONTROL_PLANE_ADDRESS,
        "0.0.0.0",
        ClusterLayout.API_PORT,
        2379,
        2380,
        10257,
        10259);
  }

  /** On the host's loopback. */
  static ControlPlaneEndpoints onFreePorts() {
    List<Integer> ports = freePorts(5);
    return new ControlPlaneEndpoints(
        ClusterLayout.LOOPBACK,
        ClusterLayout.LOOPBACK,
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        ports.get(4));
  }

  /** Different ports of loopback that nobody listens on at this moment. */
  static List<Integer> freePorts(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.forEach(ControlPlaneEndpoints::close);
    }
  }

  boolean onLoopback() {
    return address.equals(ClusterLayout.LOOPBACK);
  }

  String server() {
    return "https://" + address + ":" + apiPort;
  }

  String etcd() {
    return "http://" + ClusterLayout.LOOPBACK + ":" + etcdPort;
  }

  String etcdPeer() {
    return "http://" + ClusterLayout.LOOPBACK + ":" + etcdPeerPort;
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
