package dev.weir.operator.gitops;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a source-controller does: keeps commits as archives behind HTTP, on loopback, and says in
 * the status of an {@code ExternalArtifact} which is the last.
 */
final class ArtifactSource implements AutoCloseable {
  static final String API_VERSION = "source.toolkit.fluxcd.io/v1";
  static final String KIND = "ExternalArtifact";

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final Path archives;
  private final HttpServer server;

  /** Makes the object, of which nothing is known yet. */
  ArtifactSource(KubernetesClient client, String namespace, String name, Path archives) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
    this.archives = archives;
    var unused =
        client
            .resource(
                new GenericKubernetesResourceBuilder()
                    .withApiVersion(API_VERSION)
                    .withKind(KIND)
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace(namespace)
                    .endMetadata()
                    .build())
            .create();
    server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            archives,
            SimpleFileServer.OutputLevel.NONE);
    server.start();
  }

  /** Publishes the last commit of a repository, whose revision that is. */
  void publish(GitRepository repository, String revision) throws IOException {
    String file = revision.substring(revision.lastIndexOf(':') + 1) + ".tar.gz";
    Path archive = archives.resolve(file);
    repository.archive(archive);
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, Object> status =
        Map.of(
            "artifact",
            Map.of(
                "path",
                file,
                "url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/" + file,
                "revision",
                revision,
                "digest",
                "sha256:" + sha256(archive),
                "lastUpdateTime",
                now,
                "size",
                Files.size(archive)),
            "conditions",
            List.of(
                Map.of(
                    "type", "Ready",
                    "status", "True",
                    "reason", "Succeeded",
                    "message", "stored " + revision,
                    "lastTransitionTime", now)));
    GenericKubernetesResource unused =
        client
            .genericKubernetesResources(API_VERSION, KIND)
            .inNamespace(namespace)
            .withName(name)
            .subresource("status")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                Serialization.asJson(Map.of("status", status)));
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new WeirException(ErrorCode.INTERNAL, "this JDK has no SHA-256", null, e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
