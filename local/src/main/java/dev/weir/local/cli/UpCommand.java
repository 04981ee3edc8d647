package dev.weir.local.cli;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.local.folder.DataFolder;
import dev.weir.local.folder.FolderLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir up}. */
@Command(
    name = "up",
    description = "Start Weir on the data folder, apply resources, and print a sign-in link.",
    footer = {
      "",
      "  ./weir up -f examples/flights       stays in the foreground; Ctrl-C stops it",
      "  ./weir up --detach --port 8400      HTTP on 8400, Flight SQL on 8410"
    })
final class UpCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 7400;
  private static final int FLIGHT_PORT_DISTANCE = 10;

  @Mixin Target target;

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "PATH",
      description =
          "Apply this YAML file or folder, and again whenever it changes. Can be given several times.")
  List<Path> paths = List.of();

  @Option(
      names = "--port",
      defaultValue = "${WEIR_PORT:-" + DEFAULT_PORT + "}",
      description = "HTTP port; Flight SQL listens 10 higher (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(names = "--detach", description = "Return once it is ready; stop it with ./weir down.")
  boolean detach;

  @Override
  public Integer call() throws Exception {
    long started = System.nanoTime();
    if (port < 1 || port > 65_535 - FLIGHT_PORT_DISTANCE) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "--port must be from 1 to " + (65_535 - FLIGHT_PORT_DISTANCE) + ".");
    }
    paths.forEach(YamlFiles::under);
    DataFolder folder = target.folder();
    folder.prepare();
    try (FolderLock free = FolderLock.take(folder)) {
      Ports.requireFree(port, "web, REST and Iceberg REST");
      Ports.requireFree(port + FLIGHT_PORT_DISTANCE, "Flight SQL");
    }
    String token = folder.ensureAdminToken();
    ServerProcess server = ServerProcess.start(folder, port, port + FLIGHT_PORT_DISTANCE, paths);
    boolean allReady;
    try {
      server.awaitReady();
      allReady = applyAndWait(new ApiClient(server.url(), token));
    } catch (WeirException | InterruptedException failure) {
      server.stop();
      throw failure;
    }
    System.out.printf(
        Locale.ROOT,
        "%nWeir is ready after %.1f s. Sign in:%n%n",
        (System.nanoTime() - started) / 1e9);
    System.out.printf("  %s/login#token=%s%n%n", server.url(), token);
    System.out.printf(
        "Flight SQL: grpc://127.0.0.1:%d   Iceberg REST: %s/iceberg%n",
        port + FLIGHT_PORT_DISTANCE, server.url());
    System.out.println("Try:        ./weir sql \"SHOW TABLES\"");
    System.out.println(detach ? "Stop:       ./weir down" : "Stop:       Ctrl-C");
    server.trainInBackground();
    if (detach) {
      return allReady ? 0 : 1;
    }
    return server.awaitExit();
  }

  /**
   * A file that is refused is said and does not stop the rest: it can be mended while Weir runs.
   */
  private boolean applyAndWait(ApiClient client) throws IOException, InterruptedException {
    boolean accepted = true;
    for (Path path : paths) {
      for (Path file : YamlFiles.under(path)) {
        try {
          ApplyCommand.sendAll(client, List.of(file), false);
        } catch (WeirException refused) {
          Terminal.printFailure(refused);
          accepted = false;
        }
      }
    }
    return ResourceWait.untilSettled(client) && accepted;
  }
}
