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

/** The catalog and who may do what; a Raft group. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.replicas in [1, 3, 5]",
    message =
        "replicas must be 1, 3 or 5: an even group tolerates no more failures than the odd one below it")
public record MetaSettings(
    @Default("1") @Min(1) @Max(5) @JsonPropertyDescription("Members of the group: 1, 3 or 5.")
        Integer replicas,
    @Default("10Gi")
        @Pattern("^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("Disk of each member.")
        String size,
    @Size(max = 253)
        @JsonPropertyDescription("Storage class of the disks; the default one when absent.")
        @Nullable String storageClassName,
    @JsonPropertyDescription("How its pods are made.") PodSettings pod) {

  public MetaSettings {
    replicas = Copies.orElse(replicas, 1);
    size = Copies.orElse(size, "10Gi");
    pod = Copies.orElse(pod, PodSettings.DEFAULT);
  }
}
