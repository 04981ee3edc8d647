package dev.weir.operator.e2e;

import dev.weir.e2e.cluster.image.WeirImages;
import dev.weir.operator.install.InstallManifest;
import dev.weir.operator.install.InstallSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a platform engineer applies. */
final class Installation {
  private static final InstallSettings SETTINGS =
      new InstallSettings(
          "weir-system",
          WeirImages.OPERATOR,
          WeirImages.SERVER.substring(0, WeirImages.SERVER.lastIndexOf(':')),
          WeirImages.SERVER.substring(WeirImages.SERVER.lastIndexOf(':') + 1),
          WeirImages.MINIO,
          WeirImages.POSTGRES,
          Set.of(),
          1);

  private Installation() {}

  /** The CRDs and the operator, until it is ready. */
  static void install(KubernetesClient client, Path clone) throws IOException {
    try (Stream<Path> crds = Files.list(clone.resolve("crds").resolve("generated"))) {
      for (Path crd : crds.sorted().toList()) {
        load(client, Files.readAllBytes(crd));
      }
    }
    InstallManifest.of(SETTINGS).forEach(object -> client.resource(object).serverSideApply());
    try {
      client
          .apps()
          .deployments()
          .inNamespace(SETTINGS.namespace())
          .withName(InstallManifest.NAME)
          .waitUntilReady(2, TimeUnit.MINUTES);
    } catch (RuntimeException late) {
      throw new AssertionError(Trouble.of(client, SETTINGS.namespace()), late);
    }
  }

  /** A file of this package. */
  static void apply(KubernetesClient client, String file) throws IOException {
    try (InputStream content = Installation.class.getResourceAsStream(file)) {
      load(client, Objects.requireNonNull(content, file).readAllBytes());
    }
  }

  private static void load(KubernetesClient client, byte[] yaml) {
    client
        .load(new ByteArrayInputStream(yaml))
        .resources()
        .forEach(resource -> resource.serverSideApply());
  }
}
