package dev.weir.operator.e2e;

import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.TestCluster;
import dev.weir.e2e.cluster.image.WeirImages;
import dev.weir.operator.install.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/** What a platform engineer does: the chart by Helm, and resources. */
final class Installation {
  static final String NAMESPACE = "weir-system";

  private Installation() {}

  /** The CRDs and the operator, until it is ready. */
  static void install(TestCluster cluster, KubernetesClient client, Path folder, URI npmRegistry) {
    try {
      Helm.in(folder)
          .with(cluster.kubeconfig())
          .run(
              "install",
              "weir",
              Helm.chart(),
              "--namespace=" + NAMESPACE,
              "--create-namespace",
              "--wait",
              "--timeout=2m",
              "--set=image.repository=" + repository(WeirImages.OPERATOR),
              "--set=image.tag=" + tag(WeirImages.OPERATOR),
              "--set=dataPlane.repository=" + repository(WeirImages.SERVER),
              "--set=dataPlane.tag=" + tag(WeirImages.SERVER),
              "--set=managed.minioImage=" + WeirImages.MINIO,
              "--set=managed.postgresImage=" + WeirImages.POSTGRES,
              "--set=npmRegistry=" + npmRegistry);
    } catch (WeirException late) {
      throw new AssertionError(Trouble.of(client, NAMESPACE), late);
    }
  }

  private static String repository(String image) {
    return image.substring(0, image.lastIndexOf(':'));
  }

  private static String tag(String image) {
    return image.substring(image.lastIndexOf(':') + 1);
  }

  /** A namespace in which pods have few rights. */
  static void namespace(KubernetesClient client, String name) {
    var unused =
        client
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                    .endMetadata()
                    .build())
            .serverSideApply();
  }

  /** A file of this package; all of it into that namespace, which is made. */
  static void apply(KubernetesClient client, String file, String namespace) {
    namespace(client, namespace);
    try (InputStream content = Installation.class.getResourceAsStream(file)) {
      for (HasMetadata object : client.load(Objects.requireNonNull(content, file)).items()) {
        object.getMetadata().setNamespace(namespace);
        client.resource(object).serverSideApply();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
