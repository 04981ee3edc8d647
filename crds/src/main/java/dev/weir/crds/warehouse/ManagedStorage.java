package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.pod.PodSettings;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An object store that the operator runs (MinIO). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.replicas == 1 || self.replicas >= 4",
    message =
        "replicas must be 1, or 4 and more: with 2 or 3 the object store cannot repair itself")
public record ManagedStorage(
    @Default("1")
        @Min(1)
        @Max(32)
        @JsonPropertyDescription("Pods; 1, or 4 and more for redundancy.")
        Integer replicas,
    @Default("20Gi")
        @Pattern("^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("Disk of each pod.")
        String size,
    @Size(max = 253)
        @JsonPropertyDescription("Storage class of the disks; the default one when absent.")
        @Nullable String storageClassName,
    @JsonPropertyDescription("How its pods are made.") PodSettings pod) {

  public ManagedStorage {
    replicas = Copies.orElse(replicas, 1);
    size = Copies.orElse(size, "20Gi");
    pod = Copies.orElse(pod, PodSettings.DEFAULT);
  }
}
