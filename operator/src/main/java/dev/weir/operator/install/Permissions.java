package dev.weir.operator.install;

import dev.weir.crds.ApiGroup;
import dev.weir.crds.Kind;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * What the operator may do, and no more: a test compares it with what it asks of an API server, and
 * the Helm chart has a copy that another test compares with this. Pure.
 */
public final class Permissions {
  private static final List<String> KEPT = List.of("get", "list", "watch", "create", "patch");
  private static final List<String> KEPT_AND_DELETED =
      List.of("get", "list", "watch", "create", "patch", "delete");

  private Permissions() {}

  /** In every namespace whose resources are made true. */
  public static List<PolicyRule> inWatchedNamespaces() {
    List<String> all = Arrays.stream(Kind.values()).map(Kind::plural).toList();
    List<String> content =
        Arrays.stream(Kind.values()).filter(Kind::isContent).map(Kind::plural).toList();
    List<String> owners =
        Arrays.stream(Kind.values()).filter(kind -> !kind.isContent()).map(Kind::plural).toList();
    return List.of(
        rule(ApiGroup.NAME, all, List.of("get", "list", "watch")),
        // Finalizers.
        rule(ApiGroup.NAME, content, List.of("patch")),
        rule(ApiGroup.NAME, with(all, "/status"), List.of("patch")),
        // The number that a cluster starts with.
        rule(ApiGroup.NAME, List.of(Kind.COMPUTE_CLUSTER.plural() + "/scale"), List.of("update")),
        // Owner references that block deletion, where a cluster enforces that right.
        rule(ApiGroup.NAME, with(owners, "/finalizers"), List.of("update")),
        // Never deleted: what a Secret opens may outlive its Warehouse.
        rule("", List.of("configmaps", "secrets"), KEPT),
        // Which of a cluster's pods go first.
        rule("", List.of("pods"), List.of("get", "list", "patch")),
        rule("", List.of("services"), KEPT_AND_DELETED),
        rule("apps", List.of("deployments", "statefulsets"), KEPT_AND_DELETED),
        rule("networking.k8s.io", List.of("ingresses", "networkpolicies"), KEPT_AND_DELETED),
        rule("policy", List.of("poddisruptionbudgets"), KEPT_AND_DELETED),
        // Where a Warehouse names an issuer of cert-manager.
        rule("cert-manager.io", List.of("certificates"), List.of("get", "create", "patch")),
        rule("events.k8s.io", List.of("events"), List.of("create")));
  }

  /** In the operator's own namespace: the Lease of the one that reconciles. */
  public static List<PolicyRule> inOwnNamespace() {
    return List.of(
        rule(
            "coordination.k8s.io", List.of("leases"), List.of("get", "create", "update", "patch")));
  }

  /** In the operator's own namespace, for the webhook: the Secret with its certificate. */
  public static List<PolicyRule> ofWebhookInOwnNamespace() {
    return List.of(
        // Which name is created, no rule can say.
        rule("", List.of("secrets"), List.of("create")),
        named(rule("", List.of("secrets"), List.of("get", "update")), WebhookObjects.SECRET));
  }

  /** In no namespace, for the webhook of the operator of that one: its own configuration. */
  public static List<PolicyRule> ofWebhook(String namespace) {
    return List.of(
        named(
            rule(
                "admissionregistration.k8s.io",
                List.of("validatingwebhookconfigurations"),
                List.of("get", "patch")),
            WebhookObjects.configuration(namespace)));
  }

  private static PolicyRule named(PolicyRule rule, String name) {
    return new PolicyRuleBuilder(rule).withResourceNames(name).build();
  }

  private static List<String> with(List<String> plurals, String suffix) {
    return plurals.stream().map(plural -> plural + suffix).toList();
  }

  private static PolicyRule rule(String group, List<String> resources, List<String> verbs) {
    return new PolicyRuleBuilder()
        .withApiGroups(group)
        .withResources(resources)
        .withVerbs(verbs)
        .build();
  }
}
