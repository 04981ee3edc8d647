package dev.weir.operator.e2e;

import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.TestCluster;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.release.WeirRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** What a platform engineer does: the chart by Helm, and resources. */
final class Installation {
  static final String NAMESPACE = WeirRelease.NAMESPACE;

  private static final Path CLONE = Path.of(System.getProperty("weir.root"));

  private Installation() {}

  /** The CRDs and the operator, until it is ready. */
  static void install(
      TestCluster cluster, ClusterBinaries binaries, KubernetesClient client, URI npmRegistry) {
    try {
      new WeirRelease(CLONE, binaries)
          .install(cluster.kubeconfig(), List.of("npmRegistry=" + npmRegistry));
    } catch (WeirException late) {
      throw new AssertionError(Trouble.of(client, NAMESPACE), late);
    }
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
