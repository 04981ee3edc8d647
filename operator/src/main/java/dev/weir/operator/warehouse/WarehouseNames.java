package dev.weir.operator.warehouse;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.Labels;

/**
 * What the objects of a Warehouse are called and where they are reached. Pure.
 *
 * @param namespace of the Warehouse
 * @param name of the Warehouse
 */
public record WarehouseNames(String namespace, String name) {
  /** Components, as labels name them. */
  public static final String META = "meta";

  public static final String GATEWAY = "gateway";
  public static final String WEB = "web";
  static final String STORAGE = "storage";
  static final String DATABASE = "database";

  /** The component of a ComputeCluster's nodes. */
  public static final String COMPUTE = "compute";

  /** The operator as one that the parts let in. */
  public static final String OPERATOR = "operator";

  static final int STORAGE_PORT = 9000;
  static final int DATABASE_PORT = 5432;

  /** Bucket, database and user of what the operator runs itself. */
  static final String OWN = "weir";

  /** Of that Warehouse. */
  public static WarehouseNames of(Warehouse warehouse) {
    return new WarehouseNames(warehouse.namespaceOrDefault(), warehouse.getMetadata().getName());
  }

  /** Labels of its objects. */
  public Labels labels() {
    return new Labels("Warehouse", name, name);
  }

  /** The catalog's StatefulSet, and the Service of its members that are ready. */
  public String meta() {
    return name + "-meta";
  }

  /** The pod of a member. */
  public String metaPod(int ordinal) {
    return meta() + "-" + ordinal;
  }

  /** The Service that gives every member a name of its own, ready or not. */
  public String metaMembers() {
    return name + "-meta-members";
  }

  String metaGroup() {
    return name + "-meta-group";
  }

  /** The host name of a member; it stays when the pod is made again. */
  public String metaMemberHost(int ordinal) {
    return metaPod(ordinal) + "." + host(metaMembers());
  }

  String gateway() {
    return name + "-gateway";
  }

  /** The web app's Deployment and Service. */
  public String web() {
    return name + "-web";
  }

  String storage() {
    return name + "-storage";
  }

  String storageMembers() {
    return name + "-storage-members";
  }

  String database() {
    return name + "-database";
  }

  String adminSecret() {
    return name + "-admin";
  }

  /** The Secret by which the parts know one another. */
  public String partsSecret() {
    return name + "-parts";
  }

  /** The Secret with the authority of the parts' certificates, which no pod has. */
  String authoritySecret() {
    return partsSecret() + "-authority";
  }

  /** The Secret with the certificate of a part, or of the operator. */
  public String tlsSecret(String component) {
    return partsSecret() + "-" + component;
  }

  /** The name that every member of the catalog proves, whatever it is reached by. */
  public String metaName() {
    return host(meta());
  }

  /** The name that every gateway proves, whatever it is reached by. */
  public String gatewayName() {
    return host(gatewayPods());
  }

  /** The name that every compute node proves; no Service has it. */
  public String computeName() {
    return host(name + "-" + COMPUTE);
  }

  /** Where gRPC clients find MetaService. */
  public String metaTarget() {
    return "dns:///" + host(meta()) + ":" + PodEnvironment.META_PORT;
  }

  String metaUrl() {
    return https(meta());
  }

  /** The ConfigMap that tells gateways which ComputeClusters there are. */
  String clusters() {
    return name + "-clusters";
  }

  /** The Service with the addresses of all gateways that are ready. */
  String gatewayPods() {
    return name + "-gateway-pods";
  }

  /** The Service with the addresses of all gateways, also of those that end. */
  String gatewayAll() {
    return name + "-gateway-all";
  }

  /** Where parts find the gateways. */
  String gatewayTarget() {
    return host(gatewayPods()) + ":" + PodEnvironment.PARTS_PORT;
  }

  /** Where parts find what a gateway that ends still has. */
  String gatewayAllTarget() {
    return host(gatewayAll()) + ":" + PodEnvironment.PARTS_PORT;
  }

  /** Where browsers and programs reach the web app inside the cluster. */
  public String webUrl() {
    return "http://" + host(web()) + ":" + PodEnvironment.HTTP_PORT;
  }

  /** Where the operator reaches the web app. */
  public String webApiUrl() {
    return https(web());
  }

  /** The name of a Service as every namespace of the cluster resolves it. */
  String host(String service) {
    return service + "." + namespace + ".svc";
  }

  private String https(String service) {
    return "https://" + host(service) + ":" + PodEnvironment.HTTPS_PORT;
  }
}
