package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.Ingress;
import dev.weir.crds.warehouse.Warehouse;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the web app is reached from outside. Pure. */
final class IngressObjects {
  // What Contour does only when it is told to; other controllers ignore it.
  private static final String WEBSOCKET_ROUTES = "projectcontour.io/websocket-routes";
  private static final String REDIRECT_TO_TLS = "ingress.kubernetes.io/force-ssl-redirect";

  /** It cuts off what is not over in 15 s: a query that waits for nodes, one that is followed. */
  private static final String RESPONSE_TIMEOUT = "projectcontour.io/response-timeout";

  /** Weir's own limits end what lasts too long. */
  private static final String NONE = "infinity";

  private static final String LIVE = "/api/v1/live";

  /** The catalog for PyIceberg, Trino and Spark, which ask for version 1 of it. */
  private static final String CATALOG = "/iceberg";

  private static final String ICEBERG = CATALOG + "/v1";

  private IngressObjects() {}

  static List<HasMetadata> of(WarehouseModel model) {
    Ingress ingress = model.spec().web().ingress();
    if (ingress == null) {
      return List.of();
    }
    WarehouseNames names = model.names();
    return List.of(
        new IngressBuilder()
            .withNewMetadataLike(model.metadata(WarehouseNames.WEB, names.web()))
            .withAnnotations(annotations(ingress))
            .endMetadata()
            .withNewSpec()
            .withIngressClassName(ingress.className())
            .withTls(
                ingress.tlsSecretRef() == null
                    ? List.of()
                    : List.of(
                        new IngressTLSBuilder()
                            .withHosts(ingress.host())
                            .withSecretName(ingress.tlsSecretRef().name())
                            .build()))
            .addNewRule()
            .withHost(ingress.host())
            .withNewHttp()
            .addNewPath()
            .withPath(LIVE)
            .withPathType("Prefix")
            .withNewBackend()
            .withNewService()
            .withName(names.web())
            .withNewPort()
            .withName("http")
            .endPort()
            .endService()
            .endBackend()
            .endPath()
            .addNewPath()
            .withPath(ICEBERG)
            .withPathType("Prefix")
            .withNewBackend()
            .withNewService()
            .withName(names.meta())
            .withNewPort()
            .withName("http")
            .endPort()
            .endService()
            .endBackend()
            .endPath()
            .addNewPath()
            .withPath("/")
            .withPathType("Prefix")
            .withNewBackend()
            .withNewService()
            .withName(names.web())
            .withNewPort()
            .withName("http")
            .endPort()
            .endService()
            .endBackend()
            .endPath()
            .endHttp()
            .endRule()
            .endSpec()
            .build());
  }

  /** Those of the resource, and what nothing in it has decided. */
  private static Map<String, String> annotations(Ingress ingress) {
    Map<String, String> annotations = new LinkedHashMap<>(ingress.annotations());
    annotations.putIfAbsent(WEBSOCKET_ROUTES, LIVE);
    annotations.putIfAbsent(RESPONSE_TIMEOUT, NONE);
    if (ingress.tlsSecretRef() != null) {
      annotations.putIfAbsent(REDIRECT_TO_TLS, "true");
    }
    return annotations;
  }

  /** How Iceberg clients reach the catalog: by the ingress, else only inside the cluster. */
  static String catalogUrl(Warehouse warehouse) {
    boolean inside = warehouse.getSpec().web().ingress() == null;
    return (inside ? WarehouseNames.of(warehouse).metaUrl() : publicUrl(warehouse)) + CATALOG;
  }

  /** How browsers reach the web app: by the ingress, else only inside the cluster. */
  static String publicUrl(Warehouse warehouse) {
    Ingress ingress = warehouse.getSpec().web().ingress();
    if (ingress == null) {
      return WarehouseNames.of(warehouse).webUrl();
    }
    return (ingress.tlsSecretRef() == null ? "http://" : "https://") + ingress.host();
  }
}
