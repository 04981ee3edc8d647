package dev.weir.local.server;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The all-in-one process in the JVM of the tests, on a data folder and ports of its own, with
 * limits for live sockets that a test can reach: one process for all tests, because the SQL
 * engine's driver is found by the class loader that asked first, and a process with other settings
 * has another one.
 */
public final class TestingProcess implements QuarkusTestResourceLifecycleManager {
  static final int SOCKETS_MAX = 6;
  static final int SOCKETS_OF_USER_MAX = 4;

  private Path data;

  @Override
  public Map<String, String> start() {
    // A switch of the build comes along, and the process knows no such setting.
    System.clearProperty("weir.ui.skip");
    try {
      data = Files.createTempDirectory("weir-process");
      // Both names of the port: the process asks itself at the port that it was configured with.
      String port = String.valueOf(freePort());
      return Map.of(
          "weir.data",
          data.toString(),
          "weir.flight.port",
          "0",
          "quarkus.http.port",
          port,
          "quarkus.http.test-port",
          port,
          "weir.live.sockets-max",
          String.valueOf(SOCKETS_MAX),
          "weir.live.sockets-of-user-max",
          String.valueOf(SOCKETS_OF_USER_MAX),
          "weir.live.ping-every",
          "1s");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void stop() {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
