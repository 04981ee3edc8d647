package dev.weir.local.cli;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Checks of ports on the loopback interface. */
final class Ports {
  private Ports() {}

  /** Fails with PORT_IN_USE when {@code port}, meant for {@code purpose}, cannot be listened on. */
  static void requireFree(int port, String purpose) {
    if (!isFree(port)) {
      throw new WeirException(
          ErrorCode.PORT_IN_USE,
          "Port " + port + ", for " + purpose + ", is taken by another program.",
          "Choose others with --port P (Flight SQL then listens on P + 10).");
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** A port that is free just now. */
  static int findFree() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
