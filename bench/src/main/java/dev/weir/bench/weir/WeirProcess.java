package dev.weir.bench.weir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.bench.data.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A Weir of its own on a data folder and free ports, started and stopped by the {@code weir}
 * command as a user would. Not thread-safe.
 */
public final class WeirProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UP_SECONDS_MAX = 300;
  private static final int DOWN_SECONDS_MAX = 60;
  private static final int CACHE_SECONDS_MAX = 300;
  private static final long POLL_MILLIS = 10;

  /** How far above the HTTP port Flight SQL listens. */
  private static final int FLIGHT_PORT_DISTANCE = 10;

  /** What runs was built before the bench started; nothing else is to use the processors. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("WEIR_NO_BUILD", "1", "WEIR_AOT", "off");

  private final Path data;
  private final long pid;
  private final int httpPort;
  private final int flightPort;
  private final String token;

  private WeirProcess(Path data, JsonNode process, String token) {
    this.data = data;
    this.pid = process.path("pid").asLong();
    this.httpPort = process.path("httpPort").asInt();
    this.flightPort = process.path("flightPort").asInt();
    this.token = token;
  }

  /**
   * Starts one and waits until it is ready and the resources are applied.
   *
   * @param data data folder, new or of an earlier process
   * @param apply YAML files or folders
   */
  public static WeirProcess start(Path data, List<Path> apply) throws IOException {
    List<String> command = upCommand(data, freePort());
    for (Path path : apply) {
      command.addAll(List.of("-f", path.toString()));
    }
    try {
      Tool.run(root(), UP_SECONDS_MAX, command, ENVIRONMENT);
    } catch (IOException failure) {
      IOException explained = new IOException(failure.getMessage() + logEnd(data), failure);
      // It may run although what it was to apply is not ready; nobody else would stop it.
      try {
        stop(data);
      } catch (IOException notRunning) {
        explained.addSuppressed(notRunning);
      }
      throw explained;
    }
    return of(data);
  }

  /**
   * Starts one again on the data of an earlier one and uses it as soon as it answers, before the
   * command has said that it is ready.
   *
   * @param firstAnswer fails until it is answered
   */
  public static WeirProcess startAndAsk(Path data, FirstAnswer firstAnswer) throws IOException {
    int port = freePort();
    ProcessBuilder builder = new ProcessBuilder(upCommand(data, port)).directory(root().toFile());
    builder.environment().putAll(ENVIRONMENT);
    Process up =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      String token = Files.readString(data.resolve("admin.token")).strip();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(UP_SECONDS_MAX);
      while (true) {
        try {
          firstAnswer.ask(port, token);
          break;
        } catch (IOException notYet) {
          if (System.nanoTime() > end || (!up.isAlive() && up.exitValue() != 0)) {
            throw new IOException("no answer: " + notYet.getMessage() + logEnd(data), notYet);
          }
          Thread.sleep(POLL_MILLIS);
        }
      }
      up.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return of(data);
  }

  /** A request that is tried until it is answered. */
  public interface FirstAnswer {
    /** Asks once; throws while there is no answer. */
    void ask(int httpPort, String token) throws IOException;
  }

  /**
   * Makes the JVM's start-up cache of this build, as any start of Weir by a person leaves it in the
   * background, and waits for it.
   *
   * @param data a folder for it alone
   */
  public static void makeStartUpCache(Path data) throws IOException {
    if (hasStartUpCache()) {
      return;
    }
    List<String> command = upCommand(data, freePort());
    Tool.run(root(), UP_SECONDS_MAX, command, Map.of("WEIR_NO_BUILD", "1"));
    stop(data);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CACHE_SECONDS_MAX);
    while (!hasStartUpCache()) {
      if (System.nanoTime() > end) {
        throw new IOException("the JVM's start-up cache was not made" + logEnd(data));
      }
      try {
        Thread.sleep(1_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private static boolean hasStartUpCache() throws IOException {
    try (DirectoryStream<Path> caches =
        Files.newDirectoryStream(Path.of(System.getProperty("weir.app")), "weir-*.aot")) {
      return caches.iterator().hasNext();
    }
  }

  private static List<String> upCommand(Path data, int port) {
    return new ArrayList<>(
        List.of(
            launcher(),
            "up",
            "--detach",
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port)));
  }

  private static WeirProcess of(Path data) throws IOException {
    JsonNode process = JSON.readTree(data.resolve("process.json").toFile());
    return new WeirProcess(data, process, Files.readString(data.resolve("admin.token")).strip());
  }

  public int httpPort() {
    return httpPort;
  }

  public int flightPort() {
    return flightPort;
  }

  public String token() {
    return token;
  }

  public String url() {
    return "http://127.0.0.1:" + httpPort;
  }

  /** Root of its object store. */
  public Path objects() {
    return data.resolve("objects");
  }

  /** Resident memory in bytes; -1 where the operating system does not tell (it does on Linux). */
  public long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(-1);
  }

  /** Stops it and waits until it is gone; the data folder stays. */
  @Override
  public void close() throws IOException {
    stop(data);
  }

  private static void stop(Path data) throws IOException {
    List<String> command = List.of(launcher(), "down", "--data", data.toString());
    Tool.run(root(), DOWN_SECONDS_MAX, command, ENVIRONMENT);
  }

  /** The root of the clone. */
  public static Path root() {
    String root = System.getProperty("weir.root");
    if (root == null) {
      throw new IllegalStateException("weir.root is missing: start the bench with ./weir bench");
    }
    return Path.of(root);
  }

  private static String launcher() {
    return root().resolve("weir").toString();
  }

  /** A port for HTTP that is free together with the one of Flight SQL that goes with it. */
  public static int freePort() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (isFree(port) && isFree(port + FLIGHT_PORT_DISTANCE)) {
        return port;
      }
    }
    throw new IOException("no two free ports found");
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static String logEnd(Path data) throws IOException {
    Path log = data.resolve("logs").resolve("weir.log");
    if (!Files.exists(log)) {
      return "";
    }
    List<String> lines = Files.readAllLines(log);
    List<String> end = lines.subList(Math.max(0, lines.size() - 40), lines.size());
    return "\nThe end of its log:\n" + String.join("\n", end);
  }
}
