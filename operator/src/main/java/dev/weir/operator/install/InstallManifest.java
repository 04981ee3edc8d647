package dev.weir.operator.install;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.operator.apply.Labels;
import dev.weir.operator.config.OperatorConfig;
import dev.weir.operator.config.WebhookConfig;
import dev.weir.operator.pod.Tolerations;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The objects of an installation, without the custom resource definitions: what the Helm chart
 * makes of the same settings. Pure.
 */
public final class InstallManifest {
  /** What the operator's objects are called. */
  public static final String NAME = Labels.OPERATOR;

  private static final Map<String, String> SELECTOR = Map.of("app.kubernetes.io/name", NAME);
  private static final String LEASES = NAME + "-leases";
  private static final String WEBHOOK = NAME + "-webhook";
  private static final long UID = 10_001;

  private InstallManifest() {}

  /** In the order in which they are applied. */
  public static List<HasMetadata> of(InstallSettings settings) {
    String namespace = settings.namespace();
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build());
    objects.add(new ServiceAccountBuilder().withMetadata(metadata(namespace, NAME)).build());
    if (settings.watchedNamespaces().isEmpty()) {
      objects.addAll(everywhere(NAME, namespace, Permissions.inWatchedNamespaces()));
    } else {
      settings.watchedNamespaces().stream()
          .sorted()
          .forEach(
              watched ->
                  objects.addAll(
                      rights(NAME, watched, namespace, Permissions.inWatchedNamespaces())));
    }
    objects.addAll(rights(LEASES, namespace, namespace, Permissions.inOwnNamespace()));
    if (settings.webhook()) {
      objects.addAll(rights(WEBHOOK, namespace, namespace, Permissions.ofWebhookInOwnNamespace()));
      objects.addAll(
          everywhere(WEBHOOK + "-" + namespace, namespace, Permissions.ofWebhook(namespace)));
    }
    objects.add(service(settings));
    objects.add(deployment(settings));
    if (settings.webhook()) {
      objects.add(
          WebhookObjects.validatingWebhook(namespace, settings.watchedNamespaces(), SELECTOR));
    }
    return objects;
  }

  private static HasMetadata service(InstallSettings settings) {
    ServiceBuilder service =
        new ServiceBuilder()
            .withMetadata(metadata(settings.namespace(), NAME))
            .withNewSpec()
            .withSelector(SELECTOR)
            .withPorts(port("http", PodEnvironment.HTTP_PORT))
            .endSpec();
    return settings.webhook()
        ? service
            .editSpec()
            .addToPorts(port("webhook", WebhookObjects.SERVICE_PORT))
            .endSpec()
            .build()
        : service.build();
  }

  private static ServicePort port(String name, int number) {
    return new ServicePortBuilder()
        .withName(name)
        .withProtocol("TCP")
        .withPort(number)
        .withNewTargetPort(name)
        .build();
  }

  private static List<HasMetadata> everywhere(
      String name, String namespace, List<PolicyRule> rules) {
    return List.of(
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(SELECTOR)
            .endMetadata()
            .withRules(rules)
            .build(),
        new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(SELECTOR)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
            .addNewSubject(null, "ServiceAccount", NAME, namespace)
            .build());
  }

  private static List<HasMetadata> rights(
      String name, String where, String namespace, List<PolicyRule> rules) {
    return List.of(
        new RoleBuilder().withMetadata(metadata(where, name)).withRules(rules).build(),
        new RoleBindingBuilder()
            .withMetadata(metadata(where, name))
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
            .addNewSubject(null, "ServiceAccount", NAME, namespace)
            .build());
  }

  private static HasMetadata deployment(InstallSettings settings) {
    return new DeploymentBuilder()
        .withMetadata(metadata(settings.namespace(), NAME))
        .withNewSpec()
        .withReplicas(settings.replicas())
        .withNewSelector()
        .withMatchLabels(SELECTOR)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(SELECTOR)
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(NAME)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(30L)
        .withTolerations(Tolerations.leaving())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(UID)
        .withRunAsGroup(UID)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .addNewContainer()
        .withName("operator")
        .withImage(settings.image())
        .withImagePullPolicy("IfNotPresent")
        .withEnv(environment(settings))
        .withPorts(containerPorts(settings))
        .withNewStartupProbe()
        .withNewHttpGet()
        .withPath("/health/live")
        .withNewPort("http")
        .endHttpGet()
        .withPeriodSeconds(1)
        .withFailureThreshold(120)
        .endStartupProbe()
        .withNewLivenessProbe()
        .withNewHttpGet()
        .withPath("/health/live")
        .withNewPort("http")
        .endHttpGet()
        .withPeriodSeconds(10)
        .withTimeoutSeconds(5)
        .withFailureThreshold(6)
        .endLivenessProbe()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/health/ready")
        .withNewPort("http")
        .endHttpGet()
        .withPeriodSeconds(5)
        .withTimeoutSeconds(5)
        .endReadinessProbe()
        .withNewResources()
        .addToRequests("cpu", new Quantity("50m"))
        .addToRequests("memory", new Quantity("384Mi"))
        .addToLimits("memory", new Quantity("384Mi"))
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static List<ContainerPort> containerPorts(InstallSettings settings) {
    List<ContainerPort> ports = new ArrayList<>();
    ports.add(
        new ContainerPortBuilder()
            .withName("http")
            .withContainerPort(PodEnvironment.HTTP_PORT)
            .build());
    if (settings.webhook()) {
      ports.add(
          new ContainerPortBuilder()
              .withName("webhook")
              .withContainerPort(WebhookConfig.PORT_DEFAULT)
              .build());
    }
    return ports;
  }

  private static List<EnvVar> environment(InstallSettings settings) {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(value(OperatorConfig.IMAGE_REPOSITORY, settings.dataPlaneRepository()));
    environment.add(value(OperatorConfig.IMAGE_TAG, settings.dataPlaneTag()));
    if (settings.minioImage() != null) {
      environment.add(value(OperatorConfig.MINIO_IMAGE, settings.minioImage()));
    }
    if (settings.postgresImage() != null) {
      environment.add(value(OperatorConfig.POSTGRES_IMAGE, settings.postgresImage()));
    }
    if (settings.npmRegistry() != null) {
      environment.add(value(OperatorConfig.NPM_REGISTRY, settings.npmRegistry()));
    }
    environment.add(
        value(
            OperatorConfig.WATCHED_NAMESPACES,
            String.join(",", settings.watchedNamespaces().stream().sorted().toList())));
    if (settings.webhook()) {
      environment.add(value(WebhookConfig.PORT, Integer.toString(WebhookConfig.PORT_DEFAULT)));
    }
    environment.add(field(OperatorConfig.NAMESPACE, "metadata.namespace"));
    environment.add(field(OperatorConfig.POD, "metadata.name"));
    return environment;
  }

  private static EnvVar value(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVar field(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath(path)
        .endFieldRef()
        .endValueFrom()
        .build();
  }

  private static ObjectMeta metadata(String namespace, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(SELECTOR)
        .build();
  }
}
