package dev.weir.operator.runtime;

import dev.weir.operator.config.OperatorConfig;
import dev.weir.operator.config.WebhookConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The operator as a process of its own, as its image starts it. */
final class OperatorProcess implements AutoCloseable {
  private static final Path APP = Path.of("target", "quarkus-app", "quarkus-run.jar");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  OperatorProcess(ControlPlane controlPlane, String namespace, String pod) throws IOException {
    this(controlPlane, namespace, pod, null);
  }

  /** With a webhook. */
  OperatorProcess(
      ControlPlane controlPlane, String namespace, String pod, @Nullable WebhookConfig webhook)
      throws IOException {
    port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-jar",
            APP.toAbsolutePath().toString());
    Map<String, String> environment = builder.environment();
    environment.put("KUBECONFIG", controlPlane.kubeconfig().toString());
    environment.put(OperatorConfig.IMAGE_REPOSITORY, "registry.example.com/weir");
    environment.put(OperatorConfig.IMAGE_TAG, "1.2.3");
    environment.put(OperatorConfig.NAMESPACE, namespace);
    environment.put(OperatorConfig.WATCHED_NAMESPACES, namespace);
    environment.put(OperatorConfig.POD, pod);
    if (webhook != null) {
      environment.put(WebhookConfig.HOST, webhook.host());
      environment.put(WebhookConfig.PORT, Integer.toString(webhook.port()));
      environment.put(WebhookConfig.URL, String.valueOf(webhook.url()));
    }
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", pod + ".log").toFile())
            .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The answer to a GET: status and body. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** As a power cut of its machine. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As a kubelet stops it; its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the operator did not stop on SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
    http.close();
  }
}
