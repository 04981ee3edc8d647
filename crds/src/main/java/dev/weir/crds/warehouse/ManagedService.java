package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.pod.PodSettings;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A service that the operator runs. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ManagedService(
    @Default("8Gi")
        @Pattern("^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("Its disk.")
        String size,
    @Size(max = 253)
        @JsonPropertyDescription("Storage class of the disk; the default one when absent.")
        @Nullable String storageClassName,
    @JsonPropertyDescription("How its pods are made.") PodSettings pod) {

  public ManagedService {
    size = Copies.orElse(size, "8Gi");
    pod = Copies.orElse(pod, PodSettings.DEFAULT);
  }
}
