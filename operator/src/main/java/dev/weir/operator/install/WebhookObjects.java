package dev.weir.operator.install;

import dev.weir.crds.ApiGroup;
import dev.weir.crds.Kind;
import dev.weir.operator.apply.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the API server is told of the operator's webhook, and how its objects are called. Pure. */
public final class WebhookObjects {
  /** The Secret with its certificate, in the operator's namespace. */
  public static final String SECRET = Labels.OPERATOR + "-webhook";

  /** The port of the operator's Service; that of a webhook unless somebody says another one. */
  public static final int SERVICE_PORT = 443;

  private static final int TIMEOUT_SECONDS = 5;

  /** Finalizers, labels and deletions are nothing to ask about. */
  private static final String OTHER_SPECIFICATION =
      "!has(object.metadata.deletionTimestamp) && (oldObject == null || object.spec !="
          + " oldObject.spec)";

  private WebhookObjects() {}

  /** Name of the configuration for the operator in that namespace: those are not in any. */
  public static String configuration(String namespace) {
    return Labels.OPERATOR + "-" + namespace;
  }

  /**
   * When the API server asks, and where. Whom to trust and on which path, the operator adds: both
   * are secrets of its own.
   */
  static HasMetadata validatingWebhook(
      String namespace, Set<String> watchedNamespaces, Map<String, String> labels) {
    return new ValidatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName(configuration(namespace))
        .withLabels(labels)
        .endMetadata()
        .addNewWebhook()
        .withName("resources." + ApiGroup.NAME)
        .withAdmissionReviewVersions("v1")
        .withNewClientConfig()
        .withNewService()
        .withName(Labels.OPERATOR)
        .withNamespace(namespace)
        .withPort(SERVICE_PORT)
        .endService()
        .endClientConfig()
        .withFailurePolicy("Ignore")
        .withMatchPolicy("Equivalent")
        .withSideEffects("None")
        .withTimeoutSeconds(TIMEOUT_SECONDS)
        .withNamespaceSelector(watched(watchedNamespaces))
        .addNewRule()
        .withApiGroups(ApiGroup.NAME)
        .withApiVersions(ApiGroup.VERSION)
        .withOperations("CREATE", "UPDATE")
        .withResources(Arrays.stream(Kind.values()).map(Kind::plural).toList())
        .withScope("Namespaced")
        .endRule()
        .addNewMatchCondition()
        .withName("other-specification")
        .withExpression(OTHER_SPECIFICATION)
        .endMatchCondition()
        .endWebhook()
        .build();
  }

  private static @Nullable LabelSelector watched(Set<String> namespaces) {
    return namespaces.isEmpty()
        ? null
        : new LabelSelectorBuilder()
            .addNewMatchExpression()
            .withKey("kubernetes.io/metadata.name")
            .withOperator("In")
            .withValues(namespaces.stream().sorted().toList())
            .endMatchExpression()
            .build();
  }
}
