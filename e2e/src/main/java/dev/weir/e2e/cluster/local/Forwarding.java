package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;

/**
 * A port of the host's loopback that leads into a network namespace.
 *
 * @param port on loopback
 * @param namespace from which is dialled
 */
record Forwarding(int port, String namespace) {

  /**
   * What has to run for it.
   *
   * @param program the one that forwards
   */
  Command to(Path program, String address, int targetPort) {
    return Command.of(
        program.toString(),
        Network.file(namespace).toString(),
        ClusterLayout.LOOPBACK + ":" + port,
        address + ":" + targetPort);
  }

  /** Whether somebody listens on the port. */
  boolean isOpen() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
