package dev.weir.operator.pod;

import dev.weir.crds.pod.PodSettings;
import dev.weir.crds.pod.ResourceAmounts;
import dev.weir.crds.pod.Resources;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a pod is promised where its settings do not say. Memory is limited to what is promised, so
 * that a node is never asked for memory that it does not have; cores are not limited.
 *
 * @param cpu promised
 * @param memory promised, and the limit
 */
public record PodDefaults(String cpu, String memory) {

  /** What the container is promised and may use. */
  ResourceRequirements with(PodSettings settings) {
    Resources resources = settings.resources();
    ResourceAmounts requests = resources == null ? null : resources.requests();
    ResourceAmounts limits = resources == null ? null : resources.limits();
    String memoryLimit = limits == null ? null : limits.memory();
    String cpuLimit = limits == null ? null : limits.cpu();
    String memoryRequest = orElse(requests == null ? null : requests.memory(), memoryLimit, memory);
    String cpuRequest = orElse(requests == null ? null : requests.cpu(), cpuLimit, cpu);
    ResourceRequirementsBuilder built =
        new ResourceRequirementsBuilder()
            .addToRequests("cpu", new Quantity(cpuRequest))
            .addToRequests("memory", new Quantity(memoryRequest))
            .addToLimits("memory", new Quantity(memoryLimit == null ? memoryRequest : memoryLimit));
    if (cpuLimit != null) {
      built.addToLimits("cpu", new Quantity(cpuLimit));
    }
    return built.build();
  }

  private static String orElse(@Nullable String first, @Nullable String second, String otherwise) {
    if (first != null) {
      return first;
    }
    return second == null ? otherwise : second;
  }
}
