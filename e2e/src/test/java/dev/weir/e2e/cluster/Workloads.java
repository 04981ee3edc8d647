package dev.weir.e2e.cluster;

import dev.weir.e2e.cluster.image.BaseImages;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Small things to run in a cluster. */
final class Workloads {
  private static final Map<String, String> SLEEPER = Map.of("app", "sleeper");
  private static final Set<String> ENDS = Set.of("Succeeded", "Failed");

  private Workloads() {}

  static ConfigMap configMap(String name) {
    return new ConfigMapBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  static Pod onceOn(String node, String script) {
    return once("once-on-" + node, BaseImages.JAVA, node, script);
  }

  /** A pod that runs a script once, on a node, from an image that the node has. */
  static Pod once(String name, String image, String node, String script) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withNodeSelector(Map.of("kubernetes.io/hostname", node))
        .addNewContainer()
        .withName("main")
        .withImage(image)
        .withImagePullPolicy("Never")
        .withCommand("sh", "-c", script)
        .endContainer()
        .endSpec()
        .build();
  }

  /** What a pod has printed until its end. */
  static String awaitEnd(KubernetesClient client, String namespace, String name) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(name)
        .waitUntilCondition(
            pod -> pod != null && ENDS.contains(pod.getStatus().getPhase()), 2, TimeUnit.MINUTES);
    return client.pods().inNamespace(namespace).withName(name).getLog().strip();
  }

  /** One pod that does nothing, and leaves a lost node after two seconds. */
  static Deployment sleeper() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("sleeper")
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withNewSelector()
        .withMatchLabels(SLEEPER)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(SLEEPER)
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(1L)
        .withTolerations(leaveSoon("unreachable"), leaveSoon("not-ready"))
        .addNewContainer()
        .withName("main")
        .withImage(BaseImages.JAVA)
        .withImagePullPolicy("Never")
        .withCommand("sleep", "3600")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** Waits for a ready pod of the sleeper that meets the condition. */
  static Pod awaitReadyPod(KubernetesClient client, String namespace, Predicate<Pod> condition) {
    try {
      client
          .pods()
          .inNamespace(namespace)
          .withLabels(SLEEPER)
          .informOnCondition(
              pods ->
                  pods.stream().anyMatch(pod -> Readiness.isPodReady(pod) && condition.test(pod)))
          .orTimeout(2, TimeUnit.MINUTES)
          .join();
    } catch (CompletionException late) {
      throw new AssertionError(
          "no such pod is ready:\n"
              + state(client.pods().inNamespace(namespace))
              + state(client.nodes()),
          late);
    }
    List<Pod> pods = client.pods().inNamespace(namespace).withLabels(SLEEPER).list().getItems();
    return pods.stream()
        .filter(pod -> Readiness.isPodReady(pod) && condition.test(pod))
        .findFirst()
        .orElseThrow();
  }

  /** What a person would look at, as YAML. */
  private static String state(Listable<? extends KubernetesResourceList<?>> objects) {
    return Serialization.asYaml(objects.list());
  }

  private static Toleration leaveSoon(String taint) {
    return new TolerationBuilder()
        .withKey("node.kubernetes.io/" + taint)
        .withOperator("Exists")
        .withEffect("NoExecute")
        .withTolerationSeconds(2L)
        .build();
  }
}
