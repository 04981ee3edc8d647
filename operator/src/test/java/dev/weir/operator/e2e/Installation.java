package dev.weir.operator.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a platform engineer applies. */
final class Installation {
  private Installation() {}

  /** The CRDs and the operator, until it is ready. */
  static void install(KubernetesClient client, Path clone) throws IOException {
    try (Stream<Path> crds = Files.list(clone.resolve("crds").resolve("generated"))) {
      for (Path crd : crds.sorted().toList()) {
        load(client, Files.readAllBytes(crd));
      }
    }
    apply(client, "operator.yaml");
    try {
      client
          .apps()
          .deployments()
          .inNamespace("weir-system")
          .withName("weir-operator")
          .waitUntilReady(2, TimeUnit.MINUTES);
    } catch (RuntimeException late) {
      throw new AssertionError(Trouble.of(client, "weir-system"), late);
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
