package dev.weir.crds.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What a node keeps of the object store on its own disk. It may be lost at any time. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Cache(
    @Default("50Gi")
        @Pattern("^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$")
        @Size(min = 1, max = 32)
        @JsonPropertyDescription("Disk of each node.")
        String size,
    @Default("LoadOnDemand") @JsonPropertyDescription("What is brought to the disk, and when.")
        CacheStrategy strategy,
    @Size(max = 253)
        @JsonPropertyDescription("Storage class of the disk; the disk of the machine when absent.")
        @Nullable String storageClassName) {

  public Cache {
    size = Copies.orElse(size, "50Gi");
    strategy = Copies.orElse(strategy, CacheStrategy.LOAD_ON_DEMAND);
  }
}
